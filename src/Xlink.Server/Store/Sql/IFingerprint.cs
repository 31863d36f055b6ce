using System;

namespace Xlink.Server.Store.Sql;

/// <summary>What an upload says, in short.</summary>
internal interface IFingerprint
{
    /// <summary>What is stored of it.</summary>
    byte[] Value { get; }

    /// <summary>Whether something stored is of an upload that says the same.</summary>
    bool IsOf(ReadOnlySpan<byte> stored);
}
