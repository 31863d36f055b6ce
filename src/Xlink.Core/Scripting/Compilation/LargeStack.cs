using System;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Xlink.Scripting.Compilation;

/// <summary>
/// Runs what needs a large stack on a thread of its own. Just-in-time compilers walk the branches of a method recursively (Mono's takes
/// over 1 MB for a few thousand), and the caller's thread may have as little as 256 KB.
/// </summary>
internal static class LargeStack
{
    private const int Bytes = 16 << 20;

    internal static T Run<T>(Func<T> compute)
    {
        var result = default(T)!;
        ExceptionDispatchInfo? failure = null;
        var culture = CultureInfo.CurrentUICulture;
        var thread = new Thread(
            () =>
            {
                CultureInfo.CurrentUICulture = culture;
                try
                {
                    result = compute();
                }
                catch (Exception error)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            },
            Bytes)
        { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
