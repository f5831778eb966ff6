using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CnnGen.Import.Translate;

namespace CnnGen.Import.Write;

/// <summary>
/// A piece of the C# file. It takes values of types that cannot hold more than their name says, and no <see cref="string"/>: text of the model
/// that is written without being made safe does not compile.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct SourceLine
{
    private readonly StringBuilder _text;

    public SourceLine(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(CommentText text) => _text.Append(text.ToString());

    public void AppendFormatted(StringLiteral literal) => _text.Append(literal.ToString());

    public void AppendFormatted(Identifier name) => _text.Append(name.ToString());

    public void AppendFormatted(Code code) => _text.Append(code.ToString());

    public void AppendFormatted(MapShape shape) => _text.Append(shape.ToString());

    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
