using System.Globalization;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Shapes;
using Xunit;

namespace CnnGen.Generator.Tests;

/// <summary>What the emitters rely on where they write raw blocks.</summary>
public sealed class SourceWriterTests
{
    [Fact]
    public void EachLineOfAHoleIsIndentedAsTheLineThatItIsIn()
    {
        SourceWriter writer = new();
        string[] lines = ["one", "two\n    three"];
        using (writer.Open($"if ({true})"))
        {
            writer.Write($$"""
                {
                    {{lines}}
                    = {{"a\nb"}};
                }
                """);
        }

        Assert.Equal("if (true)\n{\n    {\n        one\n        two\n            three\n        = a\n        b;\n    }\n}\n", writer.ToString());
    }

    [Fact]
    public void ALineOfEmptyHolesIsLeftOutAndABlankLineStays()
    {
        SourceWriter writer = new();
        string? nothing = null;
        writer.Write($"""
            one
                {nothing} {Array.Empty<string>()}

            two{nothing}
            """);
        writer.Write($"{nothing}");
        writer.Write();

        Assert.Equal("one\n\ntwo\n\n", writer.ToString());
    }

    [Fact]
    public void LinesEndInLFAndBlankOnesHaveNoSpaces()
    {
        SourceWriter writer = new();
        using (writer.Open("{\r\n"))
        {
            writer.Write("one\r\n   \r\n\r\ntwo\r\n");
            writer.Write($"{"three\r\nfour"}");
        }

        Assert.Equal("{\n\n{\n    one\n\n\n    two\n\n    three\n    four\n}\n", writer.ToString());
    }

    [Fact]
    public void HolesAreWrittenAsCSharpHasThem()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            Assert.Equal(
                "1.5f float.NegativeInfinity 0.1 true -12345678901 1x2x3 Dense\n",
                SourceWriter.Text($"{1.5f} {float.NegativeInfinity} {0.1} {true} {-12345678901} {Shape.Map(1, 2, 3)} {WeightKind.Dense}") + "\n");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
