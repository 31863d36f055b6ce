using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Words of VBA that this language refuses, unless a script declares a variable of that name.</summary>
internal static class RefusedWords
{
    /// <summary>They reach for files, programs, the network, the environment, the clock or chance [our reading].</summary>
    private static readonly HashSet<string> Outside = new(Names.Comparer)
    {
        "AppActivate", "Beep", "ChDir", "ChDrive", "Close", "Command", "CreateObject", "CurDir", "Date", "Declare", "Dialog", "Dir",
        "DoEvents", "Environ", "EOF", "FileAttr", "FileCopy", "FileDateTime", "FileLen", "FreeFile", "Get", "GetAttr", "GetObject", "Input",
        "InputBox", "Kill", "Line", "LOF", "MkDir", "Name", "Now", "Open", "Put", "Randomize", "Reset", "RmDir", "Rnd", "Seek", "SendKeys",
        "SetAttr", "Shell", "Time", "Timer", "Write",
    };

    /// <summary>Statements that the language does not have.</summary>
    private static readonly HashSet<string> Missing = new(Names.Comparer)
    {
        "Attribute", "Class", "DefInt", "DefLng", "DefSng", "DefDbl", "DefStr", "DefVar", "Enum", "Erase", "Error", "Event", "GoSub",
        "Implements", "LSet", "On", "Property", "ReDim", "Resume", "Return", "RSet", "Set", "Static", "Stop", "Type", "With",
    };

    internal static bool IsOutside(string name) => Outside.Contains(name);

    /// <summary>Refuses a statement that begins with such a word.</summary>
    internal static void ThrowIfRefused(Token first, Diagnostics diagnostics)
    {
        if (first.Name is { } name && IsOutside(name))
        {
            throw diagnostics.Error(first.Position, nameof(Messages.ScriptRefused), name);
        }

        if (first.Name is { } word && Missing.Contains(word))
        {
            throw diagnostics.Error(first.Position, nameof(Messages.ScriptUnknownStatement), word);
        }
    }
}
