using System;

namespace Xlink.Benchmarks.Table;

/// <summary>Something that a row compares with is not on this computer and cannot be installed.</summary>
internal sealed class PeerMissingException(string message) : Exception(message);
