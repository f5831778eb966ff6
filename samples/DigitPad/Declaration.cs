using System.Globalization;
using System.Reflection;

namespace DigitPad;

/// <summary>An attribute as it stands above the class, as <c>[Conv2D(6, 5, Activation = Activation.ReLU)]</c>.</summary>
internal static class Declaration
{
    public static string Of(CustomAttributeData attribute)
    {
        string[] arguments =
        [
            .. attribute.ConstructorArguments.Select(Value),
            .. attribute.NamedArguments.Select(named => $"{named.MemberName} = {Value(named.TypedValue)}"),
        ];
        string name = attribute.AttributeType.Name[..^nameof(Attribute).Length];
        return arguments.Length == 0 ? $"[{name}]" : $"[{name}({string.Join(", ", arguments)})]";
    }

    private static string Value(CustomAttributeTypedArgument argument) => argument.ArgumentType.IsEnum
        ? $"{argument.ArgumentType.Name}.{Enum.ToObject(argument.ArgumentType, argument.Value!)}"
        : string.Create(CultureInfo.InvariantCulture, $"{argument.Value}");
}
