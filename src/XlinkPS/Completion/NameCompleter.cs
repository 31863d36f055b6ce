using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using Xlink.Installation;

namespace XlinkPS.Completion;

/// <summary>Completes a parameter from names that exist somewhere. Completion never fails and never waits long: what cannot be had is left out.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        using var patience = new CancellationTokenSource(Patience);
        var beginning = wordToComplete.Trim('\'', '"');
        return FindOrNone(() => GetNames(parameterName, fakeBoundParameters, patience.Token))
            .Where(name => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.CurrentCultureIgnoreCase)
            .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name));
    }

    /// <summary>The names to choose from.</summary>
    /// <param name="parameterName">The parameter to complete.</param>
    /// <param name="boundParameters">What else stands on the command line.</param>
    /// <param name="cancellationToken">Ends the search when it takes too long for a person at a prompt.</param>
    /// <returns>The names, unfiltered.</returns>
    protected abstract IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken);

    /// <summary>The installation that the command line names already, or the only one that is registered.</summary>
    /// <param name="boundParameters">What else stands on the command line.</param>
    /// <returns>Its folder as a full path, or <see langword="null"/> if there is none.</returns>
    protected static string? FindInstallation(IDictionary boundParameters)
    {
        if (boundParameters["Path"] is not string path)
        {
            return InstallationRegister.OfThisComputer.Paths is { Count: 1 } registered ? registered[0] : null;
        }

        // A completer has no session state of its own to resolve a path with.
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Management\\Convert-Path").AddParameter("LiteralPath", path).Invoke<string>().FirstOrDefault();
    }

    /// <summary>Names from one of several places; none if they cannot be had there.</summary>
    /// <param name="find">Finds them.</param>
    /// <returns>The names.</returns>
    private protected static List<string> FindOrNone(Func<IEnumerable<string>> find)
    {
        try
        {
            return [.. find()];
        }
        catch (Exception exception) when (exception is Xlink.XlinkException or RuntimeException or OperationCanceledException or System.IO.IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Quote(string name)
        => name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.')
            ? name
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
