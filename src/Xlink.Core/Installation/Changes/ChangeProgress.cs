namespace Xlink.Installation.Changes;

/// <summary>How far a change of an installation is.</summary>
/// <param name="Step">The step that comes next.</param>
/// <param name="File">The file that the step is about: path inside the installation folder; <see langword="null"/> if it is about none.</param>
/// <param name="FilesDone">Files done in this step.</param>
/// <param name="FilesTotal">Files of the change.</param>
public sealed record ChangeProgress(ChangeStep Step, string? File, int FilesDone, int FilesTotal)
{
    /// <summary>The step, and its file, as a person reads it.</summary>
    public string Text => File is null ? GetText(Step) : GetText(Step) + ": " + File;

    /// <summary>What is done in a step, for a sentence: <c>stopping the service</c>.</summary>
    internal static string GetText(ChangeStep step) => step switch
    {
        ChangeStep.Backup => Messages.ChangeStepBackup,
        ChangeStep.Stage => Messages.ChangeStepStage,
        ChangeStep.StopService => Messages.ChangeStepStopService,
        ChangeStep.Replace => Messages.ChangeStepReplace,
        ChangeStep.RegisterLibrary => Messages.ChangeStepRegisterLibrary,
        ChangeStep.RefreshService => Messages.ChangeStepRefreshService,
        ChangeStep.StartService => Messages.ChangeStepStartService,
        ChangeStep.WaitForConnection => Messages.ChangeStepWaitForConnection,
        ChangeStep.Commit => Messages.ChangeStepCommit,
        _ => Messages.ChangeStepPrepare,
    };
}
