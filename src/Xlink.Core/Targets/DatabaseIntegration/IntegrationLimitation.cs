namespace Xlink.Targets.DatabaseIntegration;

/// <summary>Something that a query cannot carry, or not in the way that the import does it.</summary>
/// <param name="Code">Its stable ID, for example <c>IntegrationScriptNotSum</c>.</param>
/// <param name="Mapping">The mapping that it is about, as <c>acd_map.ini</c> has its left side; <see langword="null"/> if it is about the whole query.</param>
/// <param name="Reason">What is the matter.</param>
/// <param name="Remedy">What can be done about it.</param>
public sealed record IntegrationLimitation(string Code, string? Mapping, string Reason, string Remedy)
{
    /// <summary>Mapping and reason.</summary>
    public override string ToString() => Mapping is null ? Reason : Mapping + ": " + Reason;

    /// <summary>Makes a limitation with the texts of <c>Messages.resx</c>.</summary>
    /// <param name="code">Name of the message; that of the remedy ends with <c>Remedy</c>.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="arguments">What the placeholders of both texts stand for.</param>
    internal static IntegrationLimitation Create(string code, string? mapping, params object?[] arguments)
        => new(code, mapping, MessageText.Format(code, arguments), MessageText.FormatRemedy(code, arguments));
}
