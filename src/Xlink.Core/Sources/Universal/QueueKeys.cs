using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xlink.Odbc;

namespace Xlink.Sources.Universal;

/// <summary>How the rows of the mapped queues are told from each other: by the queues' names, or by the IDs that the database gives them.</summary>
internal sealed class QueueKeys
{
    private readonly Dictionary<string, List<string>> idsByName = new(StringComparer.Ordinal);
    private readonly bool usesIds;

    private QueueKeys(bool usesIds) => this.usesIds = usesIds;

    /// <summary>Asks for the IDs, if rows have them.</summary>
    /// <exception cref="XlinkException"><c>UniversalQueryTooNarrow</c>: the query has no second column; the errors of a query.</exception>
    internal static QueueKeys Read(UniversalCallDataSettings settings, OdbcConnection connection, Action<string>? querySent, CancellationToken cancellationToken)
    {
        var keys = new QueueKeys(settings.UsesQueueIds);
        if (settings.UsesQueueIds)
        {
            querySent?.Invoke(settings.QueueMappingSql!);
            using var statement = OdbcStatement.Execute(
                connection, UniversalKeys.QueueMappingSql, settings.QueueMappingSql!, [], maximumRows: 0, cancellationToken);
            if (statement.Columns.Count < 2)
            {
                throw XlinkException.Create(
                    nameof(Messages.UniversalQueryTooNarrow), XlinkErrorCategory.InvalidData, settings.ExternalSystem, UniversalKeys.QueueMappingSql, 2);
            }

            foreach (var row in OdbcRowReader.ReadAll(statement).Where(row => row[0] is not null && row[1] is not null))
            {
                keys.Add(row[0]!.Trim(), row[1]!);
            }
        }

        return keys;
    }

    /// <summary>What the rows of a queue carry; nothing if the database has no ID for it.</summary>
    internal IReadOnlyList<string> Find(string queue)
        => !this.usesIds ? [queue]
            : idsByName.TryGetValue(queue, out var ids) ? ids
            : [];

    /// <summary>A number as the database may write it in another way: without a sign or zeros that mean nothing.</summary>
    /// <param name="text">The number.</param>
    /// <returns>The number; <see langword="null"/> if the text is none.</returns>
    internal static string? NormalizeNumber(string text)
        => decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : null;

    private void Add(string name, string id)
    {
        if (!idsByName.TryGetValue(name, out var ids))
        {
            idsByName.Add(name, ids = []);
        }

        if (!ids.Contains(id))
        {
            ids.Add(id);
        }
    }
}
