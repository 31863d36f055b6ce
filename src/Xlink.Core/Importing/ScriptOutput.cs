using Xlink.Logging;
using Xlink.Scripting;

namespace Xlink.Importing;

/// <summary>Writes what scripts print to the import's log.</summary>
internal sealed class ScriptOutput(ILog log) : IScriptLog
{
    public void Write(int line, string text) => log.Info(MessageText.Format(nameof(Messages.ScriptPrinted), line, text));
}
