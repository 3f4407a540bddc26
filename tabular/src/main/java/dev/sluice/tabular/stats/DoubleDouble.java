package dev.sluice.tabular.stats;

/**
 * A number held as the unevaluated sum of two doubles: about 32 significant digits.
 *
 * <p>The error-free transformations are Knuth's two-sum and the fused multiply-add product; the composed operations
 * are the accurate variants (relative error of a few 2⁻¹⁰⁴) analysed by Joldes, Muller and Popescu, "Tight and rigorous
 * error bounds for basic building blocks of double-word arithmetic" (ACM TOMS 44, 2017).
 */
final class DoubleDouble {
    private double hi;
    private double lo;

    DoubleDouble() {}

    DoubleDouble(double hi, double lo) {
        this.hi = hi;
        this.lo = lo;
    }

    double hi() {
        return hi;
    }

    double lo() {
        return lo;
    }

    boolean isFinite() {
        return Double.isFinite(hi) && Double.isFinite(lo);
    }

    void set(double newHi, double newLo) {
        hi = newHi;
        lo = newLo;
    }

    DoubleDouble copy() {
        return new DoubleDouble(hi, lo);
    }

    /** Sets this to {@code a - b}, exactly. */
    DoubleDouble setDifference(double a, double b) {
        double s = a - b;
        double t = s - a;
        lo = (a - (s - t)) - (b + t);
        hi = s;
        return this;
    }

    DoubleDouble add(DoubleDouble other) {
        return add(other.hi, other.lo);
    }

    DoubleDouble add(double otherHi, double otherLo) {
        double s = hi + otherHi;
        double sError = sumError(hi, otherHi, s);
        double t = lo + otherLo;
        double tError = sumError(lo, otherLo, t);
        normalize(s, sError + t);
        normalize(hi, lo + tError);
        return this;
    }

    DoubleDouble subtract(DoubleDouble other) {
        return add(-other.hi, -other.lo);
    }

    DoubleDouble multiply(DoubleDouble other) {
        double p = hi * other.hi;
        double error = Math.fma(hi, other.hi, -p);
        error += hi * other.lo + lo * other.hi;
        normalize(p, error);
        return this;
    }

    DoubleDouble multiply(double factor) {
        double p = hi * factor;
        double error = Math.fma(hi, factor, -p) + lo * factor;
        normalize(p, error);
        return this;
    }

    /** Multiplies by a power of two, exactly unless it over- or underflows. */
    DoubleDouble scale(double powerOfTwo) {
        hi *= powerOfTwo;
        lo *= powerOfTwo;
        return this;
    }

    DoubleDouble divide(double divisor) {
        double quotient = hi / divisor;
        double product = quotient * divisor;
        double productError = Math.fma(quotient, divisor, -product);
        double remainder = (hi - product) - productError + lo;
        normalize(quotient, remainder / divisor);
        return this;
    }

    /** The nearest double. */
    double value() {
        return hi + lo;
    }

    private void normalize(double a, double b) {
        double s = a + b;
        lo = b - (s - a);
        hi = s;
    }

    private static double sumError(double a, double b, double sum) {
        double t = sum - a;
        return (a - (sum - t)) + (b - t);
    }
}
