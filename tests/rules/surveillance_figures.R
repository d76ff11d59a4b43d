# What R's package surveillance expects of its own series and of ours: the judge of rules/unusual_counts.
# Rscript surveillance_figures.R OUR_SERIES.csv    writes one line for each series and for each judged count.
suppressMessages(library(surveillance))

ours <- commandArgs(trailingOnly = TRUE)[1]
number <- function(value) ifelse(is.na(value), "NA", sprintf("%.12g", value))
write_line <- function(...) cat(..., sep = ";", fill = FALSE, append = TRUE)
end_line <- function() cat("\n")

loaded <- function(name) {
  place <- new.env()
  data(list = name, package = "surveillance", envir = place)
  series <- get(name, place)
  if (inherits(series, "disProg")) series <- disProg2sts(series)
  series
}

series_of <- list()
add <- function(name, counts, frequency) series_of[[name]] <<- list(counts = as.integer(counts), frequency = frequency)

for (name in c("salmonella.agona", "k1", "m1", "n1", "s1", "measles.weser", "ha", "hepatitisA", "shadar", "rotaBB", "campyDE")) {
  series <- tryCatch(loaded(name), error = function(e) NULL)
  if (!is(series, "sts")) next
  add(name, rowSums(observed(series)), series@freq)
}
for (line in readLines(ours)) {
  if (startsWith(line, "#")) next
  parts <- strsplit(line, ",")[[1]]
  add(parts[1], as.integer(parts[-(1:2)]), as.integer(parts[2]))
}

sts_of <- function(series) sts(observed = matrix(series$counts), frequency = series$frequency, epoch = seq_along(series$counts))

judge_ears <- function(name, series) {
  for (method in c("C1", "C2", "C3")) for (baseline in c(7, 4)) for (least in c(0, 2.25)) {
    alpha <- if (method == "C3") 0.025 else 0.001
    first <- baseline + switch(method, C1 = 0, C2 = 2, C3 = 4) + 1
    if (first > length(series$counts)) next
    found <- earsC(sts_of(series), control = list(method = method, baseline = baseline, minSigma = least, alpha = alpha))
    at <- first:length(series$counts)
    for (i in seq_along(at)) {
      write_line("ears", name, at[i], method, baseline, least, alpha, number(upperbound(found)[i, 1]), as.integer(alarms(found)[i, 1]))
      end_line()
    }
  }
}

# The package computes this bound and keeps the upper one only; its mean and dispersion give it back.
lower_of <- function(found, i, alpha, method) {
  mean <- found@control$mu0Vector[i, 1]
  dispersion <- found@control$phiVector[i, 1]
  if (method == "delta" || is.na(upperbound(found)[i, 1])) return(NA)
  if (dispersion > 1) qnbinom(alpha, mean / (dispersion - 1), 1 / dispersion) else qpois(alpha, mean)
}

judge_farrington <- function(name, series, years, window, seasons, left_out, alpha, method, last) {
  first <- series$frequency * years + window + 1
  if (first > length(series$counts)) return()
  # The last counts, where there are many: each one is two or four regressions.
  at <- max(first, length(series$counts) - last + 1):length(series$counts)
  found <- suppressWarnings(farringtonFlexible(sts_of(series), control = list(
    range = at, b = years, w = window, noPeriods = seasons, pastWeeksNotIncluded = left_out, alpha = alpha,
    thresholdMethod = method, trend = TRUE, pThresholdTrend = 0.05, reweight = TRUE, weightsThreshold = 2.58,
    glmWarnings = FALSE)))
  for (i in seq_along(at)) {
    write_line("farrington", name, at[i], series$frequency, years, window, seasons, left_out, alpha, method,
               number(found@control$expected[i, 1]), number(lower_of(found, i, alpha, method)), number(upperbound(found)[i, 1]), as.integer(isTRUE(alarms(found)[i, 1] > 0)))
    end_line()
  }
}

for (name in names(series_of)) {
  series <- series_of[[name]]
  write_line("series", name, paste(series$counts, collapse = ",")); end_line()
  judge_ears(name, series)
  for (method in c("delta", "nbPlugin", "muan")) {
    if (series$frequency >= 52) {
      judge_farrington(name, series, 2, 3, 10, 26, 0.01, method, 8)
      judge_farrington(name, series, 5, 3, 10, 26, 0.01, method, 8)
      judge_farrington(name, series, 3, 3, 1, 3, 0.05, method, 8)
    }
    if (series$frequency == 12) judge_farrington(name, series, 3, 1, 5, 3, 0.01, method, 8)
    if (series$frequency == 4) judge_farrington(name, series, 3, 0, 4, 1, 0.01, method, 8)
  }
}
