-- Each request is one signal about another person, or another kind, or another day, with a key of its own.
-- wrk gives each thread its own copy of this; one thread is used.
local folder, key = os.getenv("BENCH_FOLDER"), nil
local employees, count = {}, 0
for line in io.lines(folder .. "/employees") do employees[#employees + 1] = line end
for line in io.lines(folder .. "/key") do key = line end
local types = { "OBS_RETARD", "OBS_TRANSMISSION", "OBS_OUBLI_TACHE", "OBS_PLANNING", "OBS_REUNION", "OBS_RALENTI" }
local today = os.time()
local run = tostring(today)

function request()
  local person = employees[count % #employees + 1]
  local round = math.floor(count / #employees)
  local kind = types[round % #types + 1]
  local day = os.date("!%Y-%m-%d", today - 86400 * (1 + math.floor(round / #types)))
  count = count + 1
  return wrk.format("POST", "/api/v1/signals",
    { ["Authorization"] = "Bearer " .. key, ["Content-Type"] = "application/json",
      ["Idempotency-Key"] = run .. "-" .. count, ["Connection"] = "keep-alive" },
    '{"employee":"' .. person .. '","types":["' .. kind .. '"],"happened_on":"' .. day .. '"}')
end

function done(summary, latency)
  io.write(string.format("RESULT %.0f %.2f %.2f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
