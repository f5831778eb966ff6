using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CnnGen.Generator.Emission;

/// <summary>Text with indentation, in lines that end in LF on every machine.</summary>
/// <remarks>
/// Emitters write raw blocks that look like their output. In a block's holes, numbers, truth values and floats are written as C# has them.
/// Each line of a hole with several lines is indented as the line that the hole is in, and a line that holds nothing but empty holes is
/// left out: a line of code that not every network needs is a hole that is null.
/// </remarks>
internal sealed class SourceWriter(CancellationToken cancellation = default)
{
    private const int Indentation = 4;

    private readonly StringBuilder _text = new();

    /// <summary>Spaces before each line.</summary>
    private int _indent;

    /// <summary>The line that is being written: where it begins, whether it has more than spaces, and whether it had an empty hole.</summary>
    private int _lineStart;
    private bool _hasText;
    private bool _hasEmptyHole;

    /// <summary>Writes lines, each indented. Blank ones stay blank.</summary>
    public void Write(string lines = "")
    {
        Append(lines);
        EndLine();
    }

    /// <summary>Writes lines with holes.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] Lines lines) => lines.End();

    /// <summary>Lines with holes, as text.</summary>
    public static string Text(Lines lines) => lines.ToText();

    /// <summary>Writes a header and a block below it, closed by the result's disposal.</summary>
    public Block Open(string header)
    {
        Write(header);
        return Open();
    }

    /// <summary>Likewise, of a header with holes.</summary>
    public Block Open([InterpolatedStringHandlerArgument("")] Lines header)
    {
        header.End();
        return Open();
    }

    /// <summary>
    /// A counting loop; where it would turn only once, just its body, in a block of its own where others of the same names follow.
    /// See <see cref="Times"/>.
    /// </summary>
    public Block Loop(string index, int count, bool othersFollow = false)
        => count > 1 ? Open($"for (int {index} = 0; {index} < {count}; {index}++)") : othersFollow ? Open() : default;

    /// <summary>The loop over a divided step's own units, from <c>first</c> to <c>end</c>.</summary>
    public Block PartLoop(string index) => Open($"for (int {index} = first; {index} < end; {index}++)");

    /// <summary>The remainder of a divided step, done by the last part.</summary>
    private Block LastPart(int count) => Open($"if (end == {count})");

    /// <summary>
    /// The loop over one of several runs of units. Of the units that are divided, the first run is the parts', and the rest the last part's.
    /// </summary>
    /// <param name="units">How many units are divided; null where these are not.</param>
    public Block RunLoop(string index, int run, int count, int runs, int? units)
        => units is not { } divided ? Loop(index, count, othersFollow: runs > 1) : run == 0 ? PartLoop(index) : LastPart(divided);

    /// <summary>A block without a header.</summary>
    public Block Open()
    {
        Write("{");
        _indent += Indentation;
        return new Block(this);
    }

    /// <summary><c> + (index * stride)</c>, or nothing where the <see cref="Loop"/> of that index turns only once.</summary>
    public static string Times(string index, int count, int stride) => (count, stride) switch
    {
        ( <= 1, _) => "",
        (_, 1) => $" + {index}",
        _ => $" + ({index} * {stride})",
    };

    /// <summary>A statement that moves a pointer.</summary>
    public static string Advance(string pointer, int by) => by < 0 ? $"{pointer} -= {-by};" : $"{pointer} += {by};";

    public override string ToString() => _text.ToString();

    private void Append(string text)
    {
        int start = 0;
        for (int end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', start))
        {
            // A checkout of this project may have CR in its raw strings.
            AppendToLine(text, start, end > start && text[end - 1] == '\r' ? end - 1 : end);
            EndLine();
            start = end + 1;
        }

        AppendToLine(text, start, text.Length);
    }

    private void AppendToLine(string text, int start, int end)
    {
        if (start == end)
        {
            return;
        }

        if (_text.Length == _lineStart)
        {
            _text.Append(' ', _indent);
        }

        for (int i = start; i < end && !_hasText; i++)
        {
            _hasText = text[i] != ' ';
        }

        _text.Append(text, start, end - start);
    }

    private void AppendHole(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            _hasEmptyHole = true;
            return;
        }

        int indent = _indent;
        _indent = LineIndent();
        Append(text!);
        _indent = indent;
    }

    /// <summary>Spaces at the beginning of the line that is being written.</summary>
    private int LineIndent()
    {
        if (_text.Length == _lineStart)
        {
            return _indent;
        }

        int end = _lineStart;
        while (end < _text.Length && _text[end] == ' ')
        {
            end++;
        }

        return end - _lineStart;
    }

    private void EndLine()
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_hasText)
        {
            _text.Length = _lineStart;
        }

        if (_hasText || !_hasEmptyHole)
        {
            _text.Append('\n');
        }

        _lineStart = _text.Length;
        _hasText = false;
        _hasEmptyHole = false;
    }

    public readonly struct Block(SourceWriter? writer) : IDisposable
    {
        public void Dispose()
        {
            if (writer is not null)
            {
                writer._indent -= Indentation;
                writer.Write("}");
            }
        }
    }

    /// <summary>Lines with holes, which go straight into the writer.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Lines
    {
        private readonly SourceWriter _writer;

        public Lines(int literalLength, int formattedCount, SourceWriter writer) => _writer = writer;

        /// <summary>Lines for <see cref="Text"/>.</summary>
        public Lines(int literalLength, int formattedCount) => _writer = new SourceWriter();

        public void AppendLiteral(string text) => _writer.Append(text);

        /// <summary>Text, or nothing.</summary>
        public void AppendFormatted(string? text) => _writer.AppendHole(text);

        /// <summary>A line each.</summary>
        public void AppendFormatted(IEnumerable<string> lines) => _writer.AppendHole(string.Join("\n", lines));

        public void AppendFormatted(string[] lines) => AppendFormatted((IEnumerable<string>)lines);

        public void AppendFormatted(bool value) => _writer.AppendHole(Literals.Bool(value));

        public void AppendFormatted(float value) => _writer.AppendHole(Literals.Float(value));

        public void AppendFormatted(double value) => _writer.AppendHole(Literals.Double(value));

        public void AppendFormatted<T>(T value)
            => _writer.AppendHole(value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString());

        internal void End() => _writer.EndLine();

        internal string ToText() => _writer.ToString();
    }
}
