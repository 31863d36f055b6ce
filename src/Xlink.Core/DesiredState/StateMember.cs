namespace Xlink.DesiredState;

/// <summary>A name and its value in a desired-state file.</summary>
/// <param name="Name">The name as it is written.</param>
/// <param name="Value">The value.</param>
/// <param name="Line">The line of the name, counted from 1; 0 for one that is to be written.</param>
internal sealed record StateMember(string Name, StateNode Value, int Line = 0);
