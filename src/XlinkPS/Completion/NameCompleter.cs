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
        var found = FindOrNone(() => GetValues(parameterName, fakeBoundParameters, patience.Token))
            .Where(value => value.Text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            .GroupBy(value => value.Text, (_, same) => same.First(), StringComparer.Ordinal);
        return (KeepsOrder ? found : found.OrderBy(value => value.Text, StringComparer.CurrentCultureIgnoreCase))
            .Select(value => new CompletionResult(Quote(value.Text), value.Text, CompletionResultType.ParameterValue, value.Explanation));
    }

    /// <summary>Whether the values come in an order of their own, such as the newest first.</summary>
    protected virtual bool KeepsOrder => false;

    /// <summary>The values to choose from, with what a person reads about them.</summary>
    /// <inheritdoc cref="GetNames"/>
    protected virtual IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => GetNames(parameterName, boundParameters, cancellationToken).Select(name => new CompletionValue(name));

    /// <summary>The names to choose from.</summary>
    /// <param name="parameterName">The parameter to complete.</param>
    /// <param name="boundParameters">What else stands on the command line.</param>
    /// <param name="cancellationToken">Ends the search when it takes too long for a person at a prompt.</param>
    /// <returns>The names, unfiltered.</returns>
    protected virtual IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken) => [];

    /// <summary>The installation that the command line names already, or the only one that is registered.</summary>
    /// <param name="boundParameters">What else stands on the command line.</param>
    /// <returns>Its folder as a full path, or <see langword="null"/> if there is none.</returns>
    protected static string? FindInstallation(IDictionary boundParameters)
    {
        if ((boundParameters["LiteralPath"] ?? boundParameters["Path"] ?? boundParameters["InstallationPath"]) is not string path)
        {
            return InstallationRegister.OfThisComputer.Paths is { Count: 1 } registered ? registered[0] : null;
        }

        // A completer has no session state of its own to resolve a path with.
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Management\\Convert-Path").AddParameter("LiteralPath", path).AddParameter("ErrorAction", "Ignore").Invoke<string>().FirstOrDefault();
    }

    /// <summary>What one of several places has; nothing if it cannot be had there.</summary>
    /// <typeparam name="T">A name, or a value.</typeparam>
    /// <param name="find">Finds them.</param>
    /// <returns>The names or values.</returns>
    private protected static List<T> FindOrNone<T>(Func<IEnumerable<T>> find)
    {
        try
        {
            return [.. find()];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static string Quote(string name)
        => name.Length > 0 && name[0] != '-' && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.')
            ? name
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
