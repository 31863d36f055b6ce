namespace XlinkPS.Help.Tests;

/// <summary>What a parameter is in a parameter set.</summary>
internal sealed record HelpParameterSet(string Name, string Position, bool IsRequired, bool FromPipeline, bool FromPipelineByName)
{
    internal const string All = "(All)";
}
