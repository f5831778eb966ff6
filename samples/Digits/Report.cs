using Spectre.Console;

namespace Digits;

/// <summary>What the program shows. Spectre.Console leaves the colours out where the output is redirected.</summary>
internal static class Report
{
    private const int MisreadShown = 6;

    /// <summary>MNIST's digits leave this much of the 32x32 pixels empty, or nearly so.</summary>
    private const int EmptyMargin = 4;

    public static void Summary() => Console.WriteLine(LeNet5.Summary);

    public static void Accuracy(Reading[] readings)
    {
        int right = readings.Count(reading => reading.IsRight);
        AnsiConsole.MarkupLine($"Accuracy [bold green]{right / (double)readings.Length:P2}[/]: {right:N0} of {readings.Length:N0} read right\n");
    }

    public static void ConfusionMatrix(Reading[] readings)
    {
        int[,] counts = new int[10, 10];
        foreach (Reading reading in readings)
        {
            counts[reading.Label, reading.Digit]++;
        }

        Table table = new Table().Border(TableBorder.Rounded).AddColumn("is, read as");
        for (int digit = 0; digit < 10; digit++)
        {
            table.AddColumn(new TableColumn($"[bold]{digit}[/]").RightAligned().Padding(1, 0));
        }

        for (int label = 0; label < 10; label++)
        {
            int of = label;
            table.AddRow([$"[bold]{label}[/]", .. Enumerable.Range(0, 10).Select(digit => Cell(counts[of, digit], of == digit))]);
        }

        AnsiConsole.Write(table);
    }

    private static string Cell(int count, bool right) => (count, right) switch
    {
        (_, true) => $"[green]{count}[/]",
        (0, _) => "[grey]·[/]",
        ( < 3, _) => $"[yellow]{count}[/]",
        _ => $"[bold red]{count}[/]",
    };

    public static void Speed(int count, TimeSpan time) => AnsiConsole.MarkupLine(
        $"[bold]{count / time.TotalSeconds:N0}[/] images a second, [bold]{time.TotalMicroseconds / count:F1}[/] microseconds an image, on one thread\n");

    /// <summary>The misread images of which the network was surest.</summary>
    public static void Misread(Reading[] readings, MnistImages images)
    {
        Reading[] shown = [.. readings.Where(reading => !reading.IsRight).OrderByDescending(reading => reading.Score).Take(MisreadShown)];
        AnsiConsole.MarkupLine($"The {shown.Length} misread digits of which it was surest:\n");
        AnsiConsole.Write(new Columns(shown.Select(reading => new Rows(
            new Markup($"is [green]{reading.Label}[/], read [red]{reading.Digit}[/] ({reading.Score:P1})"),
            DigitImage.Draw(images[reading.Image], EmptyMargin)))).Collapse());
    }

    public static void Picture(float[] image, float[] scores)
    {
        int digit = scores.IndexOf(scores.Max());
        BarChart chart = new BarChart().Width(44).WithMaxValue(100).UseValueFormatter(percent => $"{percent:F1} %");
        for (int i = 0; i < scores.Length; i++)
        {
            chart.AddItem($"{i}", scores[i] * 100, i == digit ? Color.Green : Color.Grey);
        }

        AnsiConsole.Write(new Columns(
            new Rows(new Markup("What the network sees"), DigitImage.Draw(image)),
            new Rows(new Markup($"It is a [bold green]{digit}[/]"), new Text(""), chart)).Collapse());
    }
}
