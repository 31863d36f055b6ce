using System;

namespace Xlink.Scripting.Syntax;

/// <summary>How names compare: without regard to case [documented].</summary>
internal static class Names
{
    internal static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;
}
