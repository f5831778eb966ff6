using CnnGen.Tool;

namespace CnnGen.Import.Tests;

/// <summary>Whatever a command throws ends as an exit code and words.</summary>
[Collection(nameof(Console))]
public sealed class CommandTests
{
    [Fact]
    public void An_unexpected_exception_is_a_fault_of_cnngen_in_words()
    {
        (int exitCode, string error) = Run(() => Commands.Run("model.onnx", "imported", () => throw new InvalidOperationException("first\nsecond")));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("error: model.onnx cannot be imported, because of a fault of cnngen: please report it with the model. (InvalidOperationException", error);
        Assert.Contains("first second", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public void So_is_one_outside_of_a_command()
    {
        (int exitCode, string error) = Run(() => Commands.Run(() => throw new NotSupportedException("why")));

        Assert.Equal(1, exitCode);
        Assert.Contains("fault of cnngen", error);
        Assert.DoesNotContain("   at ", error);
    }

    private static (int ExitCode, string Error) Run(Func<int> command)
    {
        TextWriter before = Console.Error;
        using StringWriter error = new();
        Console.SetError(error);
        try
        {
            return (command(), error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}

/// <summary>Tests that turn the error stream round do not run beside one another.</summary>
[CollectionDefinition(nameof(Console), DisableParallelization = true)]
public sealed class ConsoleCollection;
