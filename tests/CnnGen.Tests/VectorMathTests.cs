using System.Runtime.Intrinsics;
using CnnGen.Runtime;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// The error of each function along all floats, in ulp: units in the last place of the float that is nearest to the right result. The
/// bounds are those that the functions' comments state.
/// </summary>
public class VectorMathTests
{
    private const int Lanes = 8;

    // Primes, so that the walk meets all kinds of mantissas. Without instructions for vectors, as in a child process, it is slow.
    private static readonly uint Stride = ChildProcess.Errand is null ? 1009u : 100_003u;

    private static readonly float[] Specials =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1, -1, 3, -3, -0.7f, -0.70000005f, 6, 16, -16, -104, float.MaxValue, float.MinValue,
        BitConverter.UInt32BitsToSingle(0x007FFFFF), BitConverter.UInt32BitsToSingle(0x00800000),
        float.NaN, float.PositiveInfinity, float.NegativeInfinity,

        // The worst of all floats for SELU, Sigmoid, Tanh, Softplus, SiLU, HardSwish, GELU and Exp, with multiply-adds of one operation and of two.
        -0.699495733f, -0.819910109f, -4.1572938f, 0.254886985f, 4.50509071f, -2.7570076f, -3.21125126f, 0.00194513809f, -1.83525777f, -12.2215738f, -4.0103955f, -5.83971548f,
    ];

    public static TheoryData<string, double> Bounds => new()
    {
        { "ReLU", 0 },
        { "ReLU6", 0 },
        { "LeakyReLU", 0.5 },
        { "ELU", 2 },
        { "SELU", 2.2 },
        { "Sigmoid", 2.5 },
        { "HardSigmoid", 1.5 },
        { "Tanh", 2.6 },
        { "Softplus", 3 },
        { "SiLU", 3.5 },
        { "HardSwish", 2.5 },
        { "GELU", 6.5 },
        { "Exp", 1.1 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Error_IsWithinTheBound(string function, double bound)
    {
        (Func<Vector256<float>, Vector256<float>> vectors, Func<double, double> exact) = Functions(function);
        float[] results = new float[Lanes];
        (double most, float at) = (-1, 0);
        foreach (float[] numbers in Floats().Chunk(Lanes))
        {
            vectors(Vector256.Create([.. numbers, .. new float[Lanes - numbers.Length]])).CopyTo(results);
            for (int i = 0; i < numbers.Length; i++)
            {
                double error = Ulps(results[i], exact(numbers[i]));
                (most, at) = error > most ? (error, numbers[i]) : (most, at);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{function}: {most:F3} ulp at {at:G9}");
        Assert.True(most <= bound, $"{function} is {most:F3} ulp off at {at:G9}: {vectors(Vector256.Create(at))[0]:G9}, not {exact(at):G12}.");
    }

    [Fact]
    public void FunctionsThatStayInRegisters_AreTheSameAtAllWidths()
    {
        foreach (float x in Specials.Concat(Floats().Where((_, i) => i % 1000 == 0)))
        {
            (Vector128<float> four, Vector256<float> eight, Vector512<float> sixteen) = (Vector128.Create(x), Vector256.Create(x), Vector512.Create(x));
            AssertSame(VectorMath.ReLU(four), VectorMath.ReLU(eight), VectorMath.ReLU(sixteen));
            AssertSame(VectorMath.ReLU6(four), VectorMath.ReLU6(eight), VectorMath.ReLU6(sixteen));
            AssertSame(VectorMath.LeakyReLU(four, 0.1f), VectorMath.LeakyReLU(eight, 0.1f), VectorMath.LeakyReLU(sixteen, 0.1f));
            AssertSame(VectorMath.HardSigmoid(four), VectorMath.HardSigmoid(eight), VectorMath.HardSigmoid(sixteen));
            AssertSame(VectorMath.HardSwish(four), VectorMath.HardSwish(eight), VectorMath.HardSwish(sixteen));
        }
    }

    /// <summary>A result is NaN where an operand is, whichever; else as Math has it. Each width, also those that this machine emulates.</summary>
    [Fact]
    public void LargestAndSmallest_PassNaN_AtAllWidths()
    {
        float[] numbers = [float.NaN, -float.NaN, float.NegativeInfinity, float.PositiveInfinity, float.MinValue, float.MaxValue, -1, 0, float.Epsilon, 2];
        Assert.All(from one in numbers from other in numbers from third in numbers select (one, other, third), operands =>
        {
            (float one, float other, float third) = operands;
            float[] expected = [MathF.Max(one, other), MathF.Min(one, other), MathF.Max(MathF.Max(one, other), third)];
            (Vector128<float> a, Vector128<float> b, Vector128<float> c) = (Vector128.Create(one), Vector128.Create(other), Vector128.Create(third));
            (Vector256<float> d, Vector256<float> e, Vector256<float> f) = (Vector256.Create(one), Vector256.Create(other), Vector256.Create(third));
            (Vector512<float> g, Vector512<float> h, Vector512<float> i) = (Vector512.Create(one), Vector512.Create(other), Vector512.Create(third));
            Assert.Equal(expected, (float[])[VectorMath.Max(a, b)[3], VectorMath.Min(a, b)[3], VectorMath.Max(a, b, c)[3]]);
            Assert.Equal(expected, (float[])[VectorMath.Max(d, e)[7], VectorMath.Min(d, e)[7], VectorMath.Max(d, e, f)[7]]);
            Assert.Equal(expected, (float[])[VectorMath.Max(g, h)[15], VectorMath.Min(g, h)[15], VectorMath.Max(g, h, i)[15]]);
            if (!float.IsNaN(other))
            {
                Assert.Equal(expected[..2], (float[])[VectorMath.AtLeast(a, other)[3], VectorMath.AtMost(a, other)[3]]);
                Assert.Equal(expected[..2], (float[])[VectorMath.AtLeast(d, other)[7], VectorMath.AtMost(d, other)[7]]);
                Assert.Equal(expected[..2], (float[])[VectorMath.AtLeast(g, other)[15], VectorMath.AtMost(g, other)[15]]);
            }
        });
    }

    /// <summary>The tests' own functions, which the bounds rest on.</summary>
    [Theory]
    [InlineData("erfc", -2, 1.9953222650189527)]
    [InlineData("erfc", -0.5, 1.5204998778130465)]
    [InlineData("erfc", 0.25, 0.72367360983176307)]
    [InlineData("erfc", 1, 0.15729920705028513)]
    [InlineData("erfc", 1.9, 0.0072095707647425301)]
    [InlineData("erfc", 2.1, 0.0029794666563329855)]
    [InlineData("erfc", 3, 2.2090496998585441e-5)]
    [InlineData("erfc", 5, 1.5374597944280349e-12)]
    [InlineData("erfc", 10, 2.0884875837625448e-45)]
    [InlineData("expm1", -20, -0.99999999793884638)]
    [InlineData("expm1", -1e-3, -0.00099950016662500833)]
    [InlineData("expm1", -1e-10, -9.9999999995e-11)]
    [InlineData("log1p", 1e-10, 9.9999999995e-11)]
    [InlineData("log1p", 0.5, 0.40546510810816438)]
    public void SpecialFunctions_HaveKnownValues(string function, double x, double expected)
    {
        double found = function switch
        {
            "erfc" => SpecialFunctions.Erfc(x),
            "expm1" => SpecialFunctions.Expm1(x),
            _ => SpecialFunctions.Log1p(x),
        };
        Assert.InRange(found / expected, 1 - 1e-12, 1 + 1e-12);
    }

    private static (Func<Vector256<float>, Vector256<float>> Vectors, Func<double, double> Exact) Functions(string name) => name switch
    {
        "ReLU" => (VectorMath.ReLU, Exact(Activation.ReLU)),
        "ReLU6" => (VectorMath.ReLU6, Exact(Activation.ReLU6)),
        "LeakyReLU" => (x => VectorMath.LeakyReLU(x, 0.01f), Exact(Activation.LeakyReLU, 0.01f)),
        "ELU" => (x => VectorMath.ELU(x, 1.5f), Exact(Activation.ELU, 1.5f)),
        "SELU" => (VectorMath.SELU, Exact(Activation.SELU)),
        "Sigmoid" => (VectorMath.Sigmoid, Exact(Activation.Sigmoid)),
        "HardSigmoid" => (VectorMath.HardSigmoid, Exact(Activation.HardSigmoid)),
        "Tanh" => (VectorMath.Tanh, Exact(Activation.Tanh)),
        "Softplus" => (VectorMath.Softplus, Exact(Activation.Softplus)),
        "SiLU" => (VectorMath.SiLU, Exact(Activation.SiLU)),
        "HardSwish" => (VectorMath.HardSwish, Exact(Activation.HardSwish)),
        "GELU" => (VectorMath.GELU, Exact(Activation.GELU)),

        // For numbers below zero only.
        "Exp" => (x => VectorMath.Exp(-Vector256.Abs(x)), x => Math.Exp(-Math.Abs(x))),
        _ => throw new NotSupportedException(name),
    };

    private static Func<double, double> Exact(Activation function, double? parameter = null) => x => ReferenceActivations.Apply(function, x, parameter);

    private static IEnumerable<float> Floats()
    {
        foreach (float special in Specials)
        {
            yield return special;
        }

        for (ulong bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }
    }

    private static double Ulps(float found, double exact)
    {
        float nearest = (float)exact;
        if (!float.IsFinite(nearest) || !float.IsFinite(found))
        {
            return found.Equals(nearest) ? 0 : double.PositiveInfinity;
        }

        float size = Math.Abs(nearest);
        double ulp = size == float.MaxValue ? (double)size - MathF.BitDecrement(size) : (double)MathF.BitIncrement(size) - size;
        return Math.Abs(found - exact) / ulp;
    }

    private static void AssertSame(Vector128<float> four, Vector256<float> eight, Vector512<float> sixteen)
    {
        Assert.Equal(eight[0], four[3]);
        Assert.Equal(eight[0], sixteen[15]);
    }
}
