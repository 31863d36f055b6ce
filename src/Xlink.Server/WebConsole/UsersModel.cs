using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>What the page of the users shows.</summary>
/// <param name="Users">The users.</param>
/// <param name="Notice">What has just been done, or <see langword="null"/>.</param>
public sealed record UsersModel(IReadOnlyList<WfmUser> Users, string? Notice);
