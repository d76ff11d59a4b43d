"""What may be published of invented sectors, decided a second time, from docs/disclosure.md alone.

figure_worlds prints, a line of JSON each, invented sectors with all their persons and what the program publishes of
them. This reads them, decides every cell of every period itself (sets of persons, fractions instead of a prime,
its own table of noise) and compares. Usage: figure_worlds 1000 | figure_oracle.py
"""
import itertools
import json
import math
import sys
from collections import defaultdict
from fractions import Fraction

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

QUARTERS, YEAR = range(4), 4
SPLITS = {"": 0, "department": 1, "job_family": 2, "size_class": 3}


def verdict(persons):
    """Why persons by employer may not be shown alone, or None."""
    given = [n for n in persons.values() if n > 0]
    total, most = sum(given), max(given, default=0)
    if total < 11:
        return "too_few_people"
    if len(given) < 3:
        return "too_few_employers"
    if most * 100 > 85 * total:
        return "one_employer_dominates"
    if len(given) - 1 < 2 or total - most < 11:
        return "too_few_people"
    return None


def names(groups):
    return {group[0] for group in groups}


def few_others(persons):
    given = [n for n in persons.values() if n > 0]
    return sum(given) < 11 or len(given) < 2


def tells_too_much(persons):
    """What a subtraction leaves over, to everybody or to the two largest of these employers together."""
    without_two = dict(sorted(persons.items(), key=lambda one: -one[1])[2:])
    return verdict(persons) is not None or few_others(without_two)


def least_width(persons):
    return max(5, math.ceil(Fraction(persons, 5)))


def noise_limits():
    """Upper ends, in parts of 2^32, of p(k) ~ exp(-l k^2), k = -5..4, with the l that gives variance 3."""
    def spread(rate):
        weights = [math.exp(-rate * k * k) for k in range(-5, 6)]
        return sum(w * k * k for w, k in zip(weights, range(-5, 6))) / sum(weights)
    low, high = 0.0, 4.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if spread(middle) > 3 else (low, middle)
    weights = [math.exp(-low * k * k) for k in range(-5, 6)]
    return [round(sum(weights[: i + 1]) / sum(weights) * 2**32) for i in range(10)]


LIMITS = noise_limits()


def displayed(persons, key):
    place = (key % 2**64) >> 32
    noisy = persons + sum(1 for limit in LIMITS if limit <= place) - 5
    return (max(8, noisy) + 2) // 5 * 5


class Basis:
    """Rows kept as long as they add something, in their order; sums of them by elimination in fractions."""

    def __init__(self, rows):
        self.rows = []
        for number, row in enumerate(rows):
            rest, used = self.reduce({c: Fraction(1) for c in row}, {number: Fraction(1)})
            if rest:
                column = min(rest)
                scale = 1 / rest[column]
                self.rows.append((column, {c: v * scale for c, v in rest.items()},
                                  {r: v * scale for r, v in used.items()}))

    def reduce(self, vector, used):
        for column, row, origin in self.rows:
            factor = vector.get(column, 0)
            if not factor:
                continue
            for target, source in ((vector, row), (used, origin)):
                for place, value in source.items():
                    rest = target.get(place, 0) - factor * value
                    if rest:
                        target[place] = rest
                    else:
                        target.pop(place, None)
        return vector, used

    def rows_for(self, columns):
        rest, used = self.reduce({c: Fraction(1) for c in columns}, {})
        return None if rest else set(used)


class Question:
    """One indicator of one year: cells in the order of their places, each a set of groups."""

    def __init__(self, groups, cells, outsides, for_members, secrets):
        self.groups = groups    # group -> persons
        self.cells = cells      # list of dicts: place, groups, state, split, whole
        self.secrets = secrets  # sets of groups
        self.unsafe, self.hidden, self.size = [], [], []
        self.left_open = set()  # overlaps that may be many or few: hiding more never tells more
        for cell, outside, for_member in zip(cells, outsides, for_members):
            mine = self.by_employer(cell["groups"])
            reason = verdict(mine)
            if not reason and len(mine) <= 3:
                reason = "too_few_employers"
            if not reason and (any(verdict(rest) for rest in outside) or any(few_others(rest) for rest in for_member)):
                reason = "protects_another_cell"
            self.unsafe.append(reason is not None)
            self.size.append(sum(mine.values()))
            self.hidden.append({"asked": reason, "shown": None,
                                "hidden": reason or "protects_another_cell"}[cell["state"]])

    def by_employer(self, groups):
        persons = defaultdict(int)
        for group in groups:
            persons[group[0]] += self.groups[group]
        return persons

    def give_up(self, cells):
        free = [c for c in cells if self.hidden[c] is None and self.cells[c]["state"] == "asked"]
        if not free:
            return False
        chosen = min(free, key=lambda c: (-self.cells[c]["split"], self.size[c], -c))
        self.hidden[chosen] = "protects_another_cell"
        return True

    def shown(self):
        return [c for c in range(len(self.cells)) if self.hidden[c] is None]

    def tells(self, rest, members):
        """Persons left over: known to everybody, or to the one member who takes its own persons out."""
        if len(members) > 1:
            return False
        others = [g for g in rest if g[0] not in members]
        if not others:
            return False
        if not members:
            return tells_too_much(self.by_employer(others))
        return few_others(self.by_employer(others))

    def decide(self):
        every = range(len(self.cells))
        groups = [cell["groups"] for cell in self.cells]
        for inner in every:
            for outer in every:
                if inner != outer and self.hidden[inner] is None and self.hidden[outer] is None \
                        and self.tells(groups[outer] - groups[inner], names(groups[inner] - groups[outer])):
                    self.give_up([inner, outer])
        for whole in every:
            if self.hidden[whole] is not None:
                continue
            inside = [c for c in every if c != whole and self.hidden[c] is None
                      and len(names(groups[c] - groups[whole])) < 2]
            for one, other in itertools.combinations(inside, 2):
                members = names((groups[one] | groups[other]) - groups[whole]) | names(groups[one] & groups[other])
                if all(self.hidden[c] is None for c in (one, other, whole)) \
                        and self.tells(groups[whole] - groups[one] - groups[other], members):
                    self.give_up([one, other, whole])
        while self.split_step() or self.region_steps():
            pass
        return self.hidden

    def split_step(self):
        splits = defaultdict(list)
        for number, cell in enumerate(self.cells):
            if cell["whole"] is not None and self.hidden[cell["whole"]] is None:
                splits[cell["whole"], cell["split"]].append(number)
        for (whole, _), parts in sorted(splits.items()):
            gone = [p for p in parts if self.hidden[p] is not None]
            if not gone or len(gone) == len(parts):
                continue
            rest = set().union(*(self.cells[p]["groups"] for p in gone))
            if rest and tells_too_much(self.by_employer(rest)) and (self.give_up(parts) or self.give_up([whole])):
                return True
        return False

    def region_steps(self):
        shown = self.shown()
        around = {g: tuple(c for c in shown if g in self.cells[c]["groups"]) for g in self.groups}
        self.regions = defaultdict(set)
        for group, cells in around.items():
            if cells:
                self.regions[cells].add(group)
        self.names = sorted(self.regions)
        self.persons = {name: self.by_employer(self.regions[name]) for name in self.names}
        return (self.sum_step(shown) or self.employer_step(shown) or self.small_cell_step()
                or self.overlap_step(shown))

    def sum_step(self, shown):
        basis = Basis([[name for name in self.names if c in name] for c in shown])

        def hides(names):
            rows = basis.rows_for(names)
            return rows is not None and self.give_up([shown[r] for r in rows])

        targets = [cell["groups"] for number, cell in enumerate(self.cells)
                   if self.hidden[number] is not None and self.unsafe[number]]
        targets += [secret for secret in self.secrets if verdict(self.by_employer(secret))]
        for groups in targets:
            if not groups:
                continue
            names = self.over(groups)
            if set().union(*(self.regions[n] for n in names)) == groups and hides(names):
                return True
        return any(verdict(self.persons[n]) and hides([n]) for n in self.names)

    def over(self, groups):
        return [n for n in self.names if self.regions[n] & groups]

    def around(self, cells, names):
        parts = [c for c in cells if self.cells[c]["split"]]
        any_part = [c for n in names for c in n if self.cells[c]["split"]]
        return self.give_up(parts) or self.give_up(any_part) or self.give_up(cells)

    def employer_step(self, shown):
        for number in shown:
            names = self.over(self.cells[number]["groups"])
            for employer in sorted({e for n in names for e in self.persons[n]}):
                own = sum(self.persons[n].get(employer, 0) for n in names)
                width = 0
                for name in names:
                    here = self.persons[name]
                    if employer not in here:
                        continue
                    others = sorted((v for e, v in here.items() if e != employer), reverse=True)
                    if len(others) > 2:
                        width += here[employer] + sum(others[2:])
                touched = {c for n in names if employer in self.persons[n] for c in n}
                is_new_part = self.cells[number]["state"] == "asked" and self.cells[number]["whole"] is not None
                if own > 0 and width < (2 if is_new_part else 1) * least_width(own) and self.around(touched, names):
                    return True
        return False

    def small_cell_step(self):
        for number, cell in enumerate(self.cells):
            if self.hidden[number] is None or not self.unsafe[number] or not cell["groups"]:
                continue
            names = self.over(cell["groups"])
            if len({g[0] for g in cell["groups"] - set().union(*(self.regions[n] for n in names))}) > 2:
                continue
            width = 0
            for name in names:
                outside = {g[0] for g in self.regions[name] - cell["groups"]}
                if len(outside) > 2:
                    width += sum(sorted(self.persons[name].values(), reverse=True)[2:])
            touched = {c for n in names for c in n}
            if width < least_width(self.size[number]) and self.around(touched, names):
                return True
        return False

    def overlap_step(self, shown):
        for one in shown:
            for other in shown:
                if one == other:
                    continue
                alone = [n for n in self.names if one in n and other not in n]
                both = [n for n in self.names if one in n and other in n]
                for kind, names in (("alone", alone), ("both", both)):
                    if not both or (kind == "both" and other < one) or (kind, one, other) in self.left_open:
                        continue
                    persons = self.by_employer(set().union(*(self.regions[n] for n in names)))
                    count = sum(persons.values())
                    if count and verdict(persons) and self.is_known(shown, names, least_width(count)) \
                            and (self.around([one, other], names) or self.give_up([c for n in names for c in n])):
                        return True
                    self.left_open.add((kind, one, other))
        return False

    def is_known(self, shown, names, width):
        """Somebody for certain, and how many is known more narrowly than that: any whole numbers that fit the cells."""
        cells = numpy.array([[cell in name for name in self.names] for cell in shown], dtype=float)
        counts = cells @ [sum(self.persons[name].values()) for name in self.names]
        sought = numpy.array([name in names for name in self.names], dtype=float)
        ends = []
        for sign in (1, -1):
            found = milp(sign * sought, constraints=LinearConstraint(cells, counts, counts), bounds=Bounds(0, numpy.inf),
                         integrality=numpy.ones(len(self.names)), options={"mip_rel_gap": 0})
            ends.append(round(sign * found.fun))
        least, most = ends
        return least > 0 and most - least < width


def category(world, group, split):
    if split == "job_family":
        return world["jobs"][group[1]]
    return world["employers"][group[0]][split]


def families(world, period):
    """Indicators by themselves, but those of the year with whatever is part of them."""
    found = []
    for one in world["indicators"]:
        if not one["quarterly"] and period != YEAR:
            continue
        home = [f for f in found if not one["quarterly"] and not f[0]["quarterly"]
                and one["part_of"] in [other["code"] for other in f]]
        home[0].append(one) if home else found.append([one])
    return found


def lineage(family, code):
    """An indicator of a family and what it is part of there, itself first."""
    by_code = {one["code"]: one for one in family}
    line = []
    while code in by_code:
        line.append(code)
        code = by_code[code]["part_of"]
    return line


def ways_of(family, codes):
    """The same, and one of the classes where everybody is in exactly one of them."""
    for one in family:
        classes = one["made_up_of"]
        if one["code"] in codes and classes and not codes & set(classes):
            return {codes | {code} for code in classes}
    return {codes}


def decide_world(world):
    """Every published cell: (network, period, indicator, split, category) -> what is shown."""
    known, published = {}, {}
    for period in range(5):
        behind = {}
        for family in families(world, period):
            decide_family(world, family, period, known, published, behind)
        for number, network in enumerate(world["networks"]):
            count = len(network[period])
            place = (number, period, "employers", "", "")
            published[place] = count if count >= 3 else "too_few_employers"
    return published


def counted_groups(world, family):
    """Groups (employer, job, periods, indicators) with their persons and keys."""
    ways, details = defaultdict(set), {}
    for one in family:
        for number, (key, employer, job, periods) in enumerate(world["persons"].get(one["code"], [])):
            # One alone may hold two persons of one key; they stay two.
            person = (key, employer) if len(family) > 1 else (key, employer, number)
            ways[person].add(one["code"])
            details.setdefault(person, (key, employer, job, periods))
    groups, keys = defaultdict(int), defaultdict(int)
    for person, codes in ways.items():
        key, employer, job, periods = details[person]
        group = (employer, job, periods, frozenset(codes))
        groups[group] += 1
        keys[group] += key
    jobs = {group[:2] for group in groups} | {(e, j) for _, e, j, _ in world["persons"].get("employees", [])}
    possible = {group[3] for group in groups}
    for one in family:
        possible |= ways_of(family, frozenset(lineage(family, one["code"])))
    for employer, job in jobs:
        for quarter in QUARTERS:
            for way in possible:
                groups[employer, job, 1 << quarter | 1 << YEAR, way] += 0
    return groups, keys


def decide_family(world, family, period, known, published, behind):
    groups, keys = counted_groups(world, family)
    places = defaultdict(set)
    for one in family:
        code = one["code"]
        for number, network in enumerate(world["networks"]):
            asked = period == YEAR or not one["part_of"] or len(network[period]) >= 40
            for when in range(5):
                whole = (number, when, code, 0, "", "")
                if not (when == period and asked) and (number, when, code, "", "") not in known:
                    continue
                places[whole]
                members = set(network[when])
                for group in groups:
                    if code in group[3] and group[2] >> when & 1 and group[0] in members:
                        places[whole].add(group)
                        for split in one["by"]:
                            name = category(world, group, split)
                            if name:
                                places[number, when, code, SPLITS[split], split, name].add(group)
    cells, outsides, for_members, secrets, whole_at = [], [], [], [], {}
    for place in sorted(places):
        number, when, code, rank, split, name = place
        long = (number, when, code, split, name)
        if when != period and long not in known:
            continue
        if not rank:
            whole_at[number, when, code] = len(cells)
        depth = len(lineage(family, code)) - 1
        cells.append({"place": long, "groups": frozenset(places[place]), "split": 4 * depth + rank,
                      "whole": whole_at[number, when, code] if rank else None,
                      "state": "asked" if long not in known else "shown" if known[long] else "hidden"})
        if when == YEAR and family[0]["quarterly"]:
            secrets.append({group for group in places[place] if group[2] == 1 << YEAR})
        outside, for_member = outsides_of(world, family, cells[-1], groups, known, behind)
        outsides.append(outside)
        for_members.append(for_member)
    question = Question(dict(groups), cells, outsides, for_members, secrets)
    for cell in cells:
        if cell["place"][1] == period:
            behind[cell["place"]] = question.by_employer(cell["groups"])
    for cell, reason in zip(cells, question.decide()):
        if cell["state"] != "asked":
            continue
        total = sum(groups[g] for g in cell["groups"])
        published[cell["place"]] = reason or displayed(total, sum(keys[g] for g in cell["groups"]))
        known[cell["place"]] = reason is None


def employers_at(world, place):
    number, period, _, split, name = place
    if split in ("", "job_family"):
        return set(world["networks"][number][period])
    return {e for e in world["networks"][number][period] if world["employers"][e][split] == name}


def outsides_of(world, family, cell, groups, known, behind):
    """What is left of shown cells of a whole around this one: all around it, and but for one employer."""
    if cell["state"] != "asked":
        return [], []
    by_code = {one["code"]: one for one in world["indicators"]}
    above, code = ["employees"], by_code[cell["place"][2]]["part_of"]
    while code:
        above.append(code)
        code = by_code[code]["part_of"]
    above = {code for code in above if code not in {one["code"] for one in family}}
    mine, found, for_member = defaultdict(int), [], []
    for group in cell["groups"]:
        mine[group[0]] += groups[group]
    for place, persons in behind.items():
        if place[2] not in above or not known[place]:
            continue
        if place[3] == "job_family" and place[3:] != cell["place"][3:]:
            continue
        beyond = employers_at(world, cell["place"]) - employers_at(world, place)
        if len(beyond) < 2:
            rest = {e: max(0, n - mine.get(e, 0)) for e, n in persons.items()}
            (for_member if beyond else found).append(rest)
    return found, for_member


def main():
    worlds = cells = differences = shown = 0
    for line in sys.stdin:
        world = json.loads(line)
        expected = {tuple(place): value for place, value in world["published"]}
        decided = decide_world(world)
        worlds += 1
        cells += len(expected)
        shown += sum(isinstance(value, int) for value in expected.values())
        for place in sorted(expected.keys() | decided.keys()):
            if expected.get(place) != decided.get(place):
                differences += 1
                if differences <= 10:
                    print("world", world["seed"], place, "program:", expected.get(place), "oracle:", decided.get(place))
    print(f"{worlds} worlds, {cells} cells, {shown} shown: {differences} differences")
    sys.exit(1 if differences or not shown else 0)


if __name__ == "__main__":
    main()
