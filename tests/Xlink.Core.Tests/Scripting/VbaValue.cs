using System.Globalization;

namespace Xlink.Core.Tests.Scripting;

/// <summary>A value of the tests' own evaluator: Boolean, Integer, Long or Double by its first letter, or X with an error's ID.</summary>
internal readonly record struct VbaValue(char Type, double Number, string? Error = null)
{
    public static VbaValue Failed(string id) => new('X', 0, id);

    public override string ToString() => Type switch
    {
        'X' => Error!,
        'B' => Number == 0 ? "False" : "True",
        _ => Number == 0 ? "0" : Number.ToString("G15", CultureInfo.InvariantCulture),
    };
}
