namespace Xlink.Suite.Tests;

/// <summary>What a program of the suite did.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Both streams.</summary>
    internal string All => Output + Errors;
}
