#include "rules/quasi_poisson.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

namespace prevenance::rules {
namespace {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int most_rounds = 25;
constexpr double settled = 1e-8;          // relative change of the deviance
constexpr double dependent = 1e-11;       // of a column's length, what is left of it beside the others
constexpr double start_above_zero = 0.1;  // the logarithm of a count of 0 is not a number

// One weighted least-squares step. Columns are brought to length 1, so that a column of small means is not
// taken for one that depends on the others.
struct Step {
    ArrayXd row_weights;
    VectorXd lengths;
    Eigen::ColPivHouseholderQR<MatrixXd> decomposition;

    Step(const MatrixXd& columns, ArrayXd weights) : row_weights(std::move(weights)) {
        MatrixXd scaled = row_weights.sqrt().matrix().asDiagonal() * columns;
        lengths = scaled.colwise().norm();
        scaled.array().rowwise() /= lengths.transpose().array();
        decomposition.setThreshold(dependent);
        decomposition.compute(scaled);
    }
    bool is_independent() const { return decomposition.rank() == decomposition.cols(); }
    VectorXd solve(const ArrayXd& target) const {
        const VectorXd weighted = (row_weights.sqrt() * target).matrix();
        return decomposition.solve(weighted).cwiseQuotient(lengths);
    }
    VectorXd leverages() const {
        const MatrixXd basis =
            decomposition.householderQ() * MatrixXd::Identity(decomposition.rows(), decomposition.cols());
        return basis.rowwise().squaredNorm();
    }
    MatrixXd covariance() const {
        const auto size = decomposition.cols();
        const MatrixXd triangle = decomposition.matrixR().topRows(size).triangularView<Eigen::Upper>();
        const MatrixXd inverse =
            triangle.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(size, size));
        const MatrixXd unscaled = decomposition.colsPermutation() * (inverse * inverse.transpose()) *
                                  decomposition.colsPermutation().transpose();
        return lengths.cwiseInverse().asDiagonal() * unscaled * lengths.cwiseInverse().asDiagonal();
    }
};

double deviance(const ArrayXd& counts, const ArrayXd& means, const ArrayXd& weights) {
    double sum = 0;
    for (Index row = 0; row < counts.size(); ++row) {
        const double informed = counts[row] > 0 ? counts[row] * std::log(counts[row] / means[row]) : 0;
        sum += 2 * weights[row] * (informed - (counts[row] - means[row]));
    }
    return sum;
}

ArrayXd to_array(const std::vector<double>& values) {
    return Eigen::Map<const ArrayXd>(values.data(), static_cast<Index>(values.size()));
}

std::vector<double> to_list(const VectorXd& values) {
    return {values.begin(), values.end()};
}

MatrixXd to_matrix(const CountRegression& regression) {
    MatrixXd columns(static_cast<Index>(regression.counts.size()),
                     static_cast<Index>(regression.columns.size()));
    for (Index column = 0; column < columns.cols(); ++column)
        columns.col(column) = to_array(regression.columns[static_cast<std::size_t>(column)]).matrix();
    return columns;
}

std::vector<std::vector<double>> to_rows(const MatrixXd& matrix) {
    std::vector<std::vector<double>> rows;
    for (Index row = 0; row < matrix.rows(); ++row) rows.push_back(to_list(matrix.row(row).transpose()));
    return rows;
}

}  // namespace

double FittedCounts::log_mean_at(const std::vector<double>& row) const {
    double sum = 0;
    for (std::size_t column = 0; column < row.size(); ++column) sum += row[column] * coefficients_[column];
    return sum;
}

double FittedCounts::unscaled_variance_at(const std::vector<double>& row) const {
    double sum = 0;
    for (std::size_t first = 0; first < row.size(); ++first)
        for (std::size_t second = 0; second < row.size(); ++second)
            sum += row[first] * covariance_[first][second] * row[second];
    return sum;
}

std::optional<FittedCounts> fit(const CountRegression& regression) {
    const auto columns = to_matrix(regression);
    if (columns.rows() <= columns.cols()) return std::nullopt;
    const auto counts = to_array(regression.counts);
    const ArrayXd weights = regression.weights.empty() ? ArrayXd::Ones(counts.size()).eval()
                                                       : to_array(regression.weights).eval();

    ArrayXd means = counts + start_above_zero;
    ArrayXd logarithms = means.log();
    double before = deviance(counts, means, weights);
    for (int round = 0; round < most_rounds; ++round) {
        const Step step{columns, weights * means};
        if (!step.is_independent()) return std::nullopt;
        const VectorXd coefficients = step.solve(logarithms + (counts - means) / means);
        logarithms = (columns * coefficients).array();
        means = logarithms.exp().max(std::numeric_limits<double>::epsilon());
        const double now = deviance(counts, means, weights);
        if (!std::isfinite(now)) return std::nullopt;
        if (std::abs(now - before) / (std::abs(now) + 0.1) >= settled) {
            before = now;
            continue;
        }
        const auto spare_rows = static_cast<int>(columns.rows() - columns.cols());
        const double pearson = (step.row_weights * ((counts - means) / means).square()).sum();
        return FittedCounts{to_list(means.matrix()),    to_list(step.leverages()), to_list(coefficients),
                            to_rows(step.covariance()), pearson / spare_rows,      spare_rows};
    }
    return std::nullopt;
}

}  // namespace prevenance::rules
