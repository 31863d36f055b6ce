using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Odbc;

namespace Xlink.Sources.Universal;

/// <summary>Call data from a database through ODBC: rows per interval or per call, added up [documented]. One query reads all mapped queues and days.</summary>
public sealed class UniversalCallDataSource : ICallDataSource
{
    /// <summary>Name of the log in the installation folder that has the errors of the tree's queries [documented].</summary>
    public const string TreeLogFileName = InstallationLogs.SourceTrees;

    private const int BlocksBetweenReports = 16;

    // Less would mean more work for the database than it saves time: what both halves have to do each, such as reading a table without an index.
    private const double WorthIt = 0.85;

    // What looking at some rows may cost, as a part of the query: of a table next to nothing, of a view perhaps as much as all of it.
    private const double LookIsCheap = 0.05;

    // So many rows must be of wanted queues that it is cheaper to add all of them up than to look for the name of each.
    private const double MostAreWanted = 0.75;

    private readonly UniversalCallDataSettings settings;
    private readonly string installationPath;

    /// <summary>Makes the source.</summary>
    /// <param name="settings">Its configuration.</param>
    /// <param name="installationPath">Folder of the installation, for <see cref="TreeLogFileName"/>.</param>
    public UniversalCallDataSource(UniversalCallDataSettings settings, string installationPath)
    {
        this.settings = settings ?? throw new ArgumentNullException(nameof(settings));
        this.installationPath = installationPath;
    }

    /// <inheritdoc/>
    public string ExternalSystem => this.settings.ExternalSystem;

    /// <inheritdoc/>
    public int IntervalMinutes => this.settings.IntervalMinutes;

    /// <summary>A database has no files.</summary>
    public SourceFileRule? FileRule => null;

    /// <summary>Whether a database that can adds rows up itself.</summary>
    internal bool AddsUpInDatabase { get; init; } = true;

    /// <inheritdoc/>
    public InterfaceLogSettings? InterfaceLog => this.settings.InterfaceLog;

    /// <summary>The queues come from the database, their values from the configuration [documented]. An error also stands in <see cref="TreeLogFileName"/>.</summary>
    /// <inheritdoc/>
    public SourceTree ReadTree(CancellationToken cancellationToken = default)
    {
        try
        {
            using var connection = OdbcConnection.Open(this.settings.Connection, cancellationToken);
            var (key, sql) = this.settings.QueueSql is { } queues
                ? (UniversalKeys.QueueSql, queues)
                : (UniversalKeys.QueueMappingSql, this.settings.QueueMappingSql!);
            using var statement = OdbcStatement.Execute(connection, key, sql, [], maximumRows: 0, cancellationToken);
            var names = OdbcRowReader.ReadAll(statement)
                .Select(row => row[0]?.Trim())
                .Where(name => !string.IsNullOrEmpty(name))
                .Distinct(StringComparer.Ordinal);
            return new SourceTree(ExternalSystem, [.. names!], [], [.. this.settings.ValueTypes.Select(value => value.Expression)]);
        }
        catch (XlinkException exception)
        {
            using var log = new LogFile(Path.Combine(this.installationPath, TreeLogFileName));
            log.Write(LogLevel.Error, exception.Message);
            throw;
        }
    }

    /// <summary>The value is the longest of the configured ones that the path ends with; what is left of it is the queue.</summary>
    /// <inheritdoc/>
    public SourceSeries? FindSeries(string path)
        => this.settings.ValueTypes
            .Select(value => value.Expression)
            .Where(value => path.Length > value.Length + 1 && path.EndsWith(":" + value, StringComparison.Ordinal))
            .OrderByDescending(value => value.Length)
            .Select(value => new SourceSeries(path.Substring(0, path.Length - value.Length - 1), SubGroup: null, value))
            .FirstOrDefault();

    /// <inheritdoc/>
    /// <exception cref="XlinkException">
    /// The errors of the connection and of queries: <c>OdbcConnectFailed</c>, <c>OdbcLoginRefused</c>, <c>OdbcQueryFailed</c>, <c>OdbcQueryTimedOut</c>,
    /// <c>OdbcConnectionLost</c> and their like; <c>UniversalTimeStampTypeWrong</c>, <c>UniversalValueNotNumeric</c>, <c>UniversalSumTooLarge</c>.
    /// </exception>
    public CallDataReading Read(CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            throw new ArgumentNullException(nameof(request));
        }

        using var connection = OdbcConnection.Open(this.settings.Connection, cancellationToken);
        var keys = QueueKeys.Read(this.settings, connection, request.QuerySent, cancellationToken);
        var queues = request.Series.Select(series => series.Group).Distinct(StringComparer.Ordinal)
            .ToDictionary(queue => queue, keys.Find, StringComparer.Ordinal);
        var selected = Enumerable.Range(0, this.settings.ValueTypes.Count)
            .Where(value => request.Series.Any(series => string.Equals(series.Metric, this.settings.ValueTypes[value].Expression, StringComparison.Ordinal)))
            .ToList();
        return TryReadSums(connection, request, queues, selected, progress, cancellationToken)
            ?? ReadQuery(connection, request, queues, selected, sums: null, default, progress, cancellationToken)!;
    }

    private CallDataReading? TryReadSums(
        OdbcConnection connection,
        CallDataRequest request,
        Dictionary<string, IReadOnlyList<string>> queues,
        List<int> selected,
        IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (!AddsUpInDatabase || !connection.CanAddUp)
        {
            return null;
        }

        DatabaseSums? sums;
        using (var nothing = OdbcStatement.Execute(
            connection, UniversalKeys.CallDataTable, CallDataQuery.SelectNothing(this.settings, selected), [], maximumRows: 0, cancellationToken))
        {
            sums = DatabaseSums.TryCreate(this.settings, request, selected, nothing.Columns);
        }

        if (sums is null)
        {
            return null;
        }

        try
        {
            // After a query that failed this connection takes no more.
            using var own = OdbcConnection.Open(this.settings.Connection, cancellationToken);
            var areNamesBytes = Prepare(own, sums, cancellationToken);
            var form = FindQuickest(own, request, FindKeys(queues), selected, sums, areNamesBytes, cancellationToken);
            return ReadQuery(own, request, queues, selected, sums, form, progress, cancellationToken);
        }
        catch (XlinkException exception) when (string.Equals(exception.ErrorId, nameof(Messages.OdbcQueryFailed), StringComparison.Ordinal))
        {
            // A version that cannot do it, or an expression that cannot be added up there: the rows tell what is wrong, if anything is.
            return null;
        }
    }

    /// <summary>Prepares a connection for sums.</summary>
    /// <returns>Whether the database takes two names for the same only if all their bytes are.</returns>
    private static bool Prepare(OdbcConnection connection, DatabaseSums sums, CancellationToken cancellationToken)
    {
        using var statement = OdbcStatement.Execute(connection, UniversalKeys.CallDataTable, sums.Preparation, [], maximumRows: 0, cancellationToken);
        return string.Equals(OdbcRowReader.Read(statement)?[statement.Columns.Count - 1], "true", StringComparison.Ordinal);
    }

    /// <summary>Finds the form of the query that the database is quickest with.</summary>
    private SumForm FindQuickest(
        OdbcConnection connection,
        CallDataRequest request,
        List<string> keys,
        List<int> selected,
        DatabaseSums sums,
        bool areNamesBytes,
        CancellationToken cancellationToken)
    {
        if (!CallDataQuery.LimitsQueues(this.settings, keys) || FindCost(default) is not { } cost)
        {
            return default;
        }

        var addsUpAll = false;
        if (areNamesBytes && !this.settings.QueueNameColumns[0].IsNumber && FindCost(new SumForm(IsInHalves: false, AddsUpAll: true)) is { } costOfAll
            && costOfAll < cost && AreMostWanted(connection, keys, cost, cancellationToken))
        {
            (addsUpAll, cost) = (true, costOfAll);
        }

        var halves = new SumForm(IsInHalves: true, addsUpAll);
        return DatabaseSums.FitAtOnce(keys.Count, request.Days.Length) && FindPlanOf(halves) is { IsInParallel: true } plan && plan.Cost < WorthIt * cost
            ? halves
            : new SumForm(IsInHalves: false, addsUpAll);

        double? FindCost(SumForm form) => FindPlanOf(form)?.Cost;

        PostgreSqlPlan? FindPlanOf(SumForm form)
            => FindPlan(connection, new CallDataQuery(this.settings, request, selected, keys, sums, form), cancellationToken);
    }

    /// <summary>Whether most of some rows are of wanted queues: of a column that it has not analyzed the database thinks so by itself.</summary>
    private bool AreMostWanted(OdbcConnection connection, List<string> keys, double cost, CancellationToken cancellationToken)
    {
        var query = CallDataQuery.CountWanted(this.settings, keys);
        if (FindPlan(connection, query, cancellationToken) is not { } plan || plan.Cost > LookIsCheap * cost)
        {
            return false;
        }

        using var statement = OdbcStatement.Execute(
            connection, UniversalKeys.CallDataTable, query.Text, query.Parameters, maximumRows: 0, cancellationToken);
        var counts = OdbcRowReader.Read(statement)!.Select(text => int.Parse(text!, CultureInfo.InvariantCulture)).ToList();
        return counts[1] >= MostAreWanted * counts[0];
    }

    private static PostgreSqlPlan? FindPlan(OdbcConnection connection, CallDataQuery query, CancellationToken cancellationToken)
        => PostgreSqlPlan.Find(connection, UniversalKeys.CallDataTable, query.Text, query.Parameters, cancellationToken);

    private static List<string> FindKeys(Dictionary<string, IReadOnlyList<string>> queues)
        => [.. queues.Values.SelectMany(queue => queue).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads rows or sums.</summary>
    /// <returns><see langword="null"/> if the sums do not tell enough.</returns>
    private CallDataReading? ReadQuery(
        OdbcConnection connection,
        CallDataRequest request,
        Dictionary<string, IReadOnlyList<string>> queues,
        List<int> selected,
        DatabaseSums? sums,
        SumForm form,
        IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        var values = new CallDataAccumulator(
            new IntervalCalendar(request.Days, IntervalMinutes, request.Zone), [.. request.Series.Select(_ => SeriesAggregation.Sum)]);
        var query = new CallDataQuery(this.settings, request, selected, FindKeys(queues), sums, form);
        request.QuerySent?.Invoke(query.ToString());

        var skippedRows = new SkippedRows(sums is null ? request.RowSkipped : null);
        using var statement = Send(connection, query, sums, form.IsInHalves, cancellationToken);
        var columns = new QueueColumns(this.settings, request, selected, queues);
        ICallDataResult rows = sums is null
            ? new UniversalRowReader(this.settings, values, skippedRows, statement.Columns, selected, columns)
            : new UniversalSumReader(this.settings, values, sums, columns, form.IsInHalves ? DatabaseSums.MaximumRows : long.MaxValue);
        return !TryReadRows(statement, rows, progress) ? null : new CallDataReading(request, values)
        {
            RowsRead = rows.RowsRead,
            RowsUsed = rows.RowsUsed,
            RowsOfUnknownGroups = rows.RowsOfUnknownGroups,
            RowsOfOtherDays = rows.RowsOfOtherDays,
            RowsSkipped = skippedRows.Count,
            SkippedRows = skippedRows.Kept,
            Files = [],
            Warnings = [.. FindWarnings(request, queues, rows)],
        };
    }

    private static OdbcStatement Send(
        OdbcConnection connection, CallDataQuery query, DatabaseSums? sums, bool isInHalves, CancellationToken cancellationToken)
    {
        if (isInHalves)
        {
            PostgreSqlDriver.FetchAtOnce(connection);
            return OdbcStatement.Execute(connection, UniversalKeys.CallDataTable, query.Text, query.Parameters, maximumRows: 0, cancellationToken);
        }

        return OdbcStatement.ExecuteLarge(
            connection,
            UniversalKeys.CallDataTable,
            query.Text,
            query.Parameters,
            cancellationToken,
            sums is null ? PostgreSqlDriver.CursorRows : DatabaseSums.MaximumRows);
    }

    private bool TryReadRows(OdbcStatement statement, ICallDataResult rows, IProgress<SourceProgress>? progress)
    {
        try
        {
            var reader = new OdbcBlockReader(statement, rows.Columns);
            for (var block = 1; reader.Read() is > 0 and var count; block++)
            {
                for (var i = 0; i < count; i++)
                {
                    if (!rows.TryRead(i))
                    {
                        return false;
                    }
                }

                if (block % BlocksBetweenReports == 0)
                {
                    Report(progress, rows);
                }
            }
        }
        catch (OverflowException exception)
        {
            throw XlinkException.Create(nameof(Messages.UniversalSumTooLarge), XlinkErrorCategory.InvalidData, exception, ExternalSystem);
        }

        Report(progress, rows);
        return true;
    }

    private void Report(IProgress<SourceProgress>? progress, ICallDataResult rows) => progress?.Report(new SourceProgress
    {
        Source = ExternalSystem,
        Number = 1,
        Count = 1,
        BytesRead = 0,
        TotalBytes = 0,
        RowsRead = rows.RowsRead,
    });

    private IEnumerable<string> FindWarnings(
        CallDataRequest request, Dictionary<string, IReadOnlyList<string>> queues, ICallDataResult rows)
    {
        foreach (var queue in queues.Where(queue => queue.Value.Count == 0))
        {
            yield return MessageText.Format(nameof(Messages.UniversalQueueWithoutId), ExternalSystem, queue.Key, UniversalKeys.QueueMappingSql);
        }

        if (rows.RowsUsed == 0)
        {
            yield return MessageText.Format(
                nameof(Messages.UniversalNoRows), ExternalSystem, request.Days.Start, request.Days.End, rows.RowsOfUnknownGroups, rows.RowsOfOtherDays);
        }

        foreach (var warning in rows.FindRepeatedTimes())
        {
            yield return warning;
        }
    }
}
