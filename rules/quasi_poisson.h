// A regression of counts whose variance may exceed their mean: the logarithm of the mean is a line of the
// columns, and the variance is the mean times a dispersion (McCullagh and Nelder, Generalized Linear Models,
// 1989, chapters 2 and 6). It knows nothing of quarters or families.
//
// The surprise: start values, limit of rounds and stopping rule are those of R's glm(), so that two programs
// which fit the same counts stop at the same place.
#pragma once

#include <optional>
#include <vector>

namespace prevenance::rules {

struct CountRegression {
    std::vector<double> counts;                // 0 or more, one for each row
    std::vector<std::vector<double>> columns;  // each as long as `counts`; the first is 1 throughout
    std::vector<double> weights;               // above 0, one for each row; empty: 1 throughout
};

class FittedCounts {
public:
    FittedCounts(std::vector<double> means, std::vector<double> leverages, std::vector<double> coefficients,
                 std::vector<std::vector<double>> covariance, double dispersion, int spare_rows)
        : means_(std::move(means)),
          leverages_(std::move(leverages)),
          coefficients_(std::move(coefficients)),
          covariance_(std::move(covariance)),
          dispersion_(dispersion),
          spare_rows_(spare_rows) {}

    const std::vector<double>& means() const { return means_; }          // one for each row
    const std::vector<double>& leverages() const { return leverages_; }  // 0 to 1, how much a row fits itself
    double coefficient(std::size_t column) const { return coefficients_[column]; }
    double dispersion() const { return dispersion_; }  // Pearson's, 0 or more
    int spare_rows() const { return spare_rows_; }     // rows less columns, above 0

    // The logarithm of the mean at a new row, and the variance of that logarithm for a dispersion of 1.
    double log_mean_at(const std::vector<double>& row) const;
    double unscaled_variance_at(const std::vector<double>& row) const;

private:
    std::vector<double> means_;
    std::vector<double> leverages_;
    std::vector<double> coefficients_;
    std::vector<std::vector<double>> covariance_;
    double dispersion_;
    int spare_rows_;
};

// Nothing where the rounds do not settle, where the columns depend on one another, or where there are no more
// rows than columns.
std::optional<FittedCounts> fit(const CountRegression& regression);

}  // namespace prevenance::rules
