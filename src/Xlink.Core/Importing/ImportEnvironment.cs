using System;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets;

namespace Xlink.Importing;

/// <summary>Where, when and for whom an import runs.</summary>
/// <param name="Files">The configuration.</param>
/// <param name="Report">Is told what happens.</param>
/// <param name="Connect">Connects to the WFM server of an entry.</param>
/// <param name="Now">When it began.</param>
/// <param name="IsAutomatic">Whether the service runs it.</param>
internal sealed record ImportEnvironment(
    ImportConfiguration Files, ImportReport Report, Func<string, CancellationToken, Task<IImportTarget>> Connect, Instant Now, bool IsAutomatic);
