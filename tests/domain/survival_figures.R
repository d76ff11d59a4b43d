# What R's package survival finds in its own data sets and in ours: the judge of domain/survival_curve.
# Rscript survival_figures.R    writes one line for each duration, each point of a curve and each median.
suppressMessages(library(survival))

number <- function(value) ifelse(is.na(value), "NA", sprintf("%.15g", value))

judge <- function(name, days, taken, cases = rep(1, length(days))) {
  known <- !is.na(days) & !is.na(taken)
  days <- as.integer(days[known]); taken <- as.integer(taken[known]); cases <- as.integer(cases[known])
  cat(paste("duration", name, days, taken, cases, sep = ";"), sep = "\n")
  curve <- survfit(Surv(days, taken) ~ 1, weights = cases)
  cat(paste("point", name, curve$time, curve$n.risk, curve$n.event, number(curve$surv), number(curve$lower),
            number(curve$upper), sep = ";"), sep = "\n")
  middle <- summary(curve)$table
  cat("median", name, number(middle["median"]), number(middle["0.95LCL"]), number(middle["0.95UCL"]), sep = ";")
  cat("\n")
}

judge("lung", lung$time, lung$status == 2)
judge("lung_men", lung$time[lung$sex == 1], lung$status[lung$sex == 1] == 2)
judge("veteran", veteran$time, veteran$status)
judge("ovarian", ovarian$futime, ovarian$fustat)
judge("leukaemia", aml$time, aml$status)
judge("kidney", kidney$time, kidney$status)
judge("colon", colon$time[colon$etype == 2], colon$status[colon$etype == 2])
judge("bladder", bladder$stop, bladder$event)
# Ours: half on the same day, none taken, all taken, one half exactly, one case.
judge("talks_within_weeks", c(3, 5, 7, 7, 7, 9, 14, 14, 21, 30, 30, 41, 60, 90, 90), c(1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0))
judge("nothing_yet", c(10, 20, 30), c(0, 0, 0))
judge("all_the_same_day", c(12, 12, 12, 12), c(1, 1, 1, 1))
judge("rests_on_one_half", c(1, 2, 3, 4), c(1, 1, 1, 1))
judge("rests_on_one_half_for_ever", c(1, 2, 3, 4), c(1, 1, 0, 0))
judge("one_case", 8, 1)
judge("on_the_very_day", c(0, 0, 0, 5, 6), c(1, 1, 0, 1, 0))
# Grouped: so many cases to a line. A year's published classes, the same with some seen for less long, data of the package.
judge("classes_of_a_year", c(30, 60, 60, 60), c(1, 1, 0, 0), c(50, 30, 20, 25))
judge("classes_seen_for_less_long", c(15, 30, 30, 45, 60, 60), c(0, 1, 0, 0, 1, 0), c(15, 50, 10, 5, 30, 45))
judge("classes_at_one_half", c(30, 60, 60), c(1, 1, 0), c(40, 25, 15))
judge("nobody_waits_any_more", c(30, 60), c(1, 1), c(40, 60))
judge("lung_grouped", lung$time, lung$status == 2, 1 + seq_along(lung$time) %% 7)
judge("colon_grouped", colon$time[colon$etype == 2], colon$status[colon$etype == 2], 1 + seq_len(sum(colon$etype == 2)) %% 40)
