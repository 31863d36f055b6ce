using System.Collections.Generic;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

/// <summary>Keeps what scripts write.</summary>
internal sealed class ScriptLogRecorder : IScriptLog
{
    public List<(int Line, string Text)> Written { get; } = [];

    public void Write(int line, string text) => Written.Add((line, text));
}
