namespace CnnGen.TestKit;

/// <summary>Functions that <see cref="Math"/> does not have, to some 14 digits.</summary>
public static class SpecialFunctions
{
    private const double SeriesEnd = 2;
    private const int FractionTerms = 120;

    /// <summary>exp(x) - 1. Kahan's way: what the rounding of exp(x) does to the difference, it does to the logarithm too.</summary>
    public static double Expm1(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x : power is < 1e-17 or double.PositiveInfinity ? power - 1 : (power - 1) * x / Math.Log(power);
    }

    /// <summary>log(1 + x), likewise.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }

    /// <summary>The complementary error function, also right where it is tiny.</summary>
    public static double Erfc(double x) => x switch
    {
        < 0 => 2 - Erfc(-x),
        < SeriesEnd => 1 - Erf(x),
        _ => Math.Exp(-x * x) / Math.Sqrt(Math.PI) / Fraction(x),
    };

    /// <summary>2 exp(-x^2) / sqrt(pi) times the sum of 2^n x^(2n + 1) / (1 * 3 * … * (2n + 1)), whose terms are all above zero.</summary>
    private static double Erf(double x)
    {
        double sum = 0;
        double term = x;
        for (int n = 1; sum + term > sum; n++)
        {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }

        return 2 * Math.Exp(-x * x) / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>Laplace's continued fraction, x + (1/2) / (x + (2/2) / (x + (3/2) / …)), from its end.</summary>
    private static double Fraction(double x)
    {
        double value = x;
        for (int n = FractionTerms; n > 0; n--)
        {
            value = x + n / 2.0 / value;
        }

        return value;
    }
}
