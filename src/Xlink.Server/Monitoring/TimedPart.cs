using System.Diagnostics;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Monitoring;

/// <summary>A part of the store whose methods are timed, whichever store it is of.</summary>
internal class TimedPart : DispatchProxy
{
    private object inner = null!;
    private ServerMetrics metrics = null!;
    private string prefix = string.Empty;

    /// <summary>Puts the clock around a part.</summary>
    /// <typeparam name="T">The part's interface, whose name and methods name the operations.</typeparam>
    internal static T Around<T>(T part, ServerMetrics metrics)
        where T : class
    {
        var timed = Create<T, TimedPart>();
        ((TimedPart)(object)timed).Use(part, metrics, typeof(T).Name[1..]);
        return timed;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var started = Stopwatch.GetTimestamp();
        var result = targetMethod!.Invoke(inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        if (result is Task task)
        {
            var operation = prefix + "." + targetMethod.Name[..^"Async".Length];
            _ = task.ContinueWith(
                _ => metrics.CountStore(operation, Stopwatch.GetElapsedTime(started)),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return result;
    }

    private void Use(object part, ServerMetrics serverMetrics, string name) => (inner, metrics, prefix) = (part, serverMetrics, name);
}
