using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>The same file in other forms, beside DuckDB, which is told the form.</summary>
internal sealed class CsvFormsRow : TableRow
{
    private const int RunsPerProcess = 2;

    public override string Name => "csv-forms";

    public override string Work => "the same in other forms";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var folder = context.CreateFolder(Name);
        var duckDb = await DuckDb.InstallAsync(context);
        var measures = new List<Measure>();
        foreach (var form in Enum.GetValues<CallDataForm>().Where(form => form != CallDataForm.Plain))
        {
            var data = new CallDataFile(200, context.Scaled(365), form);
            var path = Path.Combine(folder, "calls.csv");
            data.Write(path);
            WayResult? ours = null, duck = null;
            for (var run = 0; run < context.Runs; run++)
            {
                ours = (await CsvReading.RunAsync(CsvReading.Xlink, data, folder, RunsPerProcess)).Or(ours);
                duck = (await duckDb.SumAsync(data, path, RunsPerProcess)).Or(duck);
            }

            ours!.CheckSame(duck!);
            context.Report($"Xlink, {Describe(form)}", ours.Best);
            context.Report($"DuckDB, {Describe(form)}", duck!.Best);
            measures.Add(new($"DuckDB, {Describe(form)}", duck.Best / ours.Best, 1.5));
            File.Delete(path);
        }

        return measures;
    }

    private static string Describe(CallDataForm form) => form switch
    {
        CallDataForm.Quoted => "quoted fields",
        CallDataForm.Windows1252 => "Windows-1252 umlauts",
        CallDataForm.CrLf => "CR LF",
        CallDataForm.AmPm => "AM/PM times",
        CallDataForm.Mdy => "mdy dates",
        _ => "a line per call",
    };
}
