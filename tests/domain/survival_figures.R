# What R's package survival finds in its own data sets and in ours: the judge of domain/survival_curve.
# Rscript survival_figures.R    writes one line for each duration, each point of a curve and each median.
suppressMessages(library(survival))

number <- function(value) ifelse(is.na(value), "NA", sprintf("%.15g", value))

judge <- function(name, days, taken) {
  known <- !is.na(days) & !is.na(taken)
  days <- as.integer(days[known]); taken <- as.integer(taken[known])
  cat(paste("duration", name, days, taken, sep = ";"), sep = "\n")
  curve <- survfit(Surv(days, taken) ~ 1)
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
