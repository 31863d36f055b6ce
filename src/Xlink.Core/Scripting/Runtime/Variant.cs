using System.Runtime.InteropServices;

namespace Xlink.Scripting.Runtime;

/// <summary>A value whose type is known at run time only. A Boolean is kept as -1 or 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Variant
{
    private readonly string? text;

    private Variant(ScriptType type, double number, string? text)
    {
        Type = type;
        Number = number;
        this.text = text;
    }

    internal ScriptType Type { get; }

    /// <summary>The number; 0 if empty. Not to be asked of a text.</summary>
    internal double Number { get; }

    /// <summary>The text of a String.</summary>
    internal string Text => text ?? string.Empty;

    internal bool IsString => Type == ScriptType.String;

    internal static Variant FromBoolean(bool value) => new(ScriptType.Boolean, value ? -1 : 0, text: null);

    internal static Variant FromInteger(int value) => new(ScriptType.Integer, value, text: null);

    internal static Variant FromLong(int value) => new(ScriptType.Long, value, text: null);

    internal static Variant FromSingle(float value) => new(ScriptType.Single, value, text: null);

    internal static Variant FromDouble(double value) => new(ScriptType.Double, value, text: null);

    internal static Variant FromString(string value) => new(ScriptType.String, 0, value);
}
