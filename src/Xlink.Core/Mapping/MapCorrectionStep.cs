using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Mapping;

/// <summary>What a correction does with one mapping: with all its lines, or with none.</summary>
public sealed class MapCorrectionStep
{
    internal MapCorrectionStep(AcdMap map, MappingTarget target, MappingTarget? validTarget, MapCorrectionKind kind, string reason)
    {
        Kind = kind;
        Target = target;
        ValidTarget = validTarget;
        Changes =
        [
            .. map.LinesOf(target).Select(line => new MapCorrectionChange
            {
                File = map.FilePath,
                Line = line.Number,
                Kind = kind,
                Old = line.Text,
                New = kind == MapCorrectionKind.Updated ? MappingLine.ExchangeParent(line.Text.AsSpan(), validTarget!.ParentQueueId) : null,
                Reason = reason,
            }),
        ];
    }

    /// <summary>What becomes of the mapping.</summary>
    public MapCorrectionKind Kind { get; }

    /// <summary>The mapping's target as the file has it.</summary>
    public MappingTarget Target { get; }

    /// <summary>The target with the right IDs: what it becomes, or what leads to the same value type already; <see langword="null"/> if the server does not know it.</summary>
    public MappingTarget? ValidTarget { get; }

    /// <summary>The lines, in file order.</summary>
    public IReadOnlyList<MapCorrectionChange> Changes { get; }
}
