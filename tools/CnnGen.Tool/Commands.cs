using CnnGen.Import;

namespace CnnGen.Tool;

/// <summary>Runs commands so that every end is an exit code and words.</summary>
internal static class Commands
{
    private const int Failure = 1;

    /// <summary>0, or 1 and why on the error stream, a paragraph a problem.</summary>
    /// <param name="purpose">What the file is read for: <c>imported</c>.</param>
    public static int Run(string file, string purpose, Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (ImportException e)
        {
            string count = e.Problems.Count == 1 ? "" : $" There are {e.Problems.Count} obstacles:";
            Console.Error.WriteLine($"error: {MessageText.Of(file)} cannot be {purpose}.{count}");
            foreach (ImportProblem problem in e.Problems)
            {
                Console.Error.WriteLine();
                Console.Error.WriteLine(problem);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"error: {MessageText.Of(e.Message)}");
        }
        catch (Exception e)
        {
            // No file may lead here; if one does, a message is more use than a stack trace.
            Console.Error.WriteLine($"error: {MessageText.Of(file)} cannot be {purpose}, because of a fault of cnngen: please report it with the model. {Unexpected(e)}");
        }

        return Failure;
    }

    /// <summary>Runs the whole program; what no command has turned into words ends as words here.</summary>
    public static int Run(Func<int> program)
    {
        try
        {
            return program();
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"error: a fault of cnngen: please report it with the command line. {Unexpected(e)}");
            return Failure;
        }
    }

    /// <summary>An exception in one line, and the method that threw it: enough to find the fault by.</summary>
    private static string Unexpected(Exception e)
    {
        Exception cause = e.GetBaseException();
        string place = cause.TargetSite is { } method ? $" in {method.DeclaringType?.Name}.{method.Name}" : "";
        return $"({cause.GetType().Name}{place}: {MessageText.Of(cause.Message.ReplaceLineEndings(" "))})";
    }
}
