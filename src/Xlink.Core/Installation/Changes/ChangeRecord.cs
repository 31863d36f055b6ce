using System.Collections.Generic;

namespace Xlink.Installation.Changes;

/// <summary>What the journal of a change holds: enough to undo it whenever its process ended.</summary>
/// <param name="ServiceWasRunning">Whether the service is to run afterwards.</param>
/// <param name="IsCommitted">Whether the change is final and only its leftovers are to be removed.</param>
/// <param name="Folders">Folders that did not exist before, outer ones first, with <c>/</c>.</param>
/// <param name="Files">The files, in the order in which they are exchanged. The number of a file in this list is its name in the folders of old and new files.</param>
internal sealed record ChangeRecord(bool ServiceWasRunning, bool IsCommitted, IReadOnlyList<string> Folders, IReadOnlyList<ChangedFile> Files);
