using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Core.Tests.Services;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Installation.Backups;
using Xlink.Installation.Changes;
using Xlink.Installation.Updates;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation.Updates;

public sealed class UpdaterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly UpdateSite site;

    public UpdaterTests() => site = UpdateSite.Create(folder);

    [Fact]
    public void Programs_are_replaced_and_configuration_account_and_language_are_kept()
    {
        var configuration = new[] { "ISPS_UL.INI", "isps.cfg", "acd_map.ini", "$1.BAS", "isps_ul.key", "notes.txt" }.ToDictionary(name => name, site.Read);

        var update = Update();

        Assert.Equal(("1.0", "2.0"), (update.OldVersion, update.NewVersion));
        Assert.Equal(["library 2.0", "2.0\r\n", "texts 2.0"], new[] { "Xlink.Core.dll", "version.txt", "de/Xlink.Core.resources.dll" }.Select(site.Read));
        Assert.Equal(["de 2\n", "de 2\n", "en 2\n"], new[] { "isps_ul.lng", "german/isps_ul.lng", "english/isps_ul.lng" }.Select(site.Read));
        Assert.All(configuration, file => Assert.Equal(file.Value, site.Read(file.Key)));
        Assert.False(File.Exists(Path.Combine(site.Path, "isps_ulx.ini")));
        Assert.False(File.Exists(Path.Combine(site.Path, "xlink.core.dll")));
        Assert.Equal((XlinkServiceState.Running, "special"), (site.Control.Query().State, site.Control.Query().Account));
        Assert.False(Directory.Exists(Path.Combine(site.Path, ".xlink-change")));
    }

    [Fact]
    public void On_Unix_new_programs_can_be_run_and_replaced_files_keep_their_mode()
    {
        Update();

        Assert.Equal(("755", "664"), (UnixMode.Get(Path.Combine(site.Path, "isps_uls")), UnixMode.Get(Path.Combine(site.Path, "Xlink.Core.dll"))));
        Assert.Equal(("755", "644"), (UnixMode.Get(Path.Combine(site.Path, "de")), UnixMode.Get(Path.Combine(site.Path, "de", "Xlink.Core.resources.dll"))));
    }

    [Fact]
    public void A_complete_backup_is_made_first_from_which_the_old_version_can_be_brought_back()
    {
        var before = site.Snapshot();
        var backup = Update().BackupPath!;

        InstallationBackup.Restore(site.Path, backup, site.Control, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(before, site.Snapshot().Where(file => !file.StartsWith("backup/", StringComparison.Ordinal) && !file.StartsWith("de/", StringComparison.Ordinal) && !file.StartsWith("english/", StringComparison.Ordinal)));
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
    }

    [Fact]
    public void The_plan_tells_every_file_and_changes_nothing()
    {
        var before = site.Snapshot();
        using var suite = site.OpenSuite();

        var plan = Updater.Plan(XlinkInstallation.Open(site.Path), suite, new UpdateOptions());

        Assert.Equal(before, site.Snapshot());
        var kinds = plan.Files.ToDictionary(file => file.RelativePath.Replace('\\', '/'), file => file.Kind);
        Assert.Equal(FileChangeKind.Replace, kinds["isps_uls"]);
        Assert.Equal(FileChangeKind.Add, kinds["de/Xlink.Core.resources.dll"]);
        Assert.Equal(FileChangeKind.Keep, kinds["same.dll"]);
        Assert.All(new[] { "ISPS_UL.INI", "isps.cfg", "acd_map.ini", "$1.BAS", "isps_ul.key" }, name => Assert.Equal(FileChangeKind.Keep, kinds[name]));
        Assert.Equal(kinds.Count, plan.Files.Count);
    }

    [Fact]
    public void The_same_version_is_left_alone_unless_forced()
    {
        UpdateSite.WriteSuite(folder, ("Xlink/version.txt", "1.0.0"));
        var before = site.Snapshot();

        Assert.Empty(Update().Files);
        Assert.Equal(before, site.Snapshot());
        Assert.NotEmpty(Update(new UpdateOptions { Force = true }).Files);
        Assert.Equal("library 2.0", site.Read("Xlink.Core.dll"));
    }

    [Fact]
    public void An_older_version_is_refused_unless_forced()
    {
        UpdateSite.WriteSuite(folder, ("Xlink/version.txt", "0.9"));
        var before = site.Snapshot();

        var error = Assert.Throws<XlinkException>(() => Update());

        Assert.Equal("UpdateOlder", error.ErrorId);
        Assert.Contains("0.9", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
        Assert.Equal("0.9", Update(new UpdateOptions { Force = true }).NewVersion);
    }

    [Theory]
    [InlineData("Xlink/xlink.core.dll", "Xlink/other.dll")]
    [InlineData("Xlink/isps_uls", "Xlink/isps_uls.exe")]
    public void A_suite_of_another_kind_or_for_another_system_is_refused(string without, string with)
    {
        UpdateSite.WriteSuite(folder, (without, null), (with, "x"));
        var before = site.Snapshot();

        Assert.Equal("UpdateOtherSuite", Assert.Throws<XlinkException>(() => Update()).ErrorId);
        Assert.Equal(before, site.Snapshot());
    }

    [Fact]
    public void A_service_that_did_not_run_stays_stopped()
    {
        site.Control.Set(XlinkServiceState.Stopped, site.Path);

        Update();

        Assert.Equal("library 2.0", site.Read("Xlink.Core.dll"));
        Assert.Equal(XlinkServiceState.Stopped, site.Control.Query().State);
    }

    [Fact]
    public void The_service_of_another_installation_is_left_alone()
    {
        site.Control.Set(XlinkServiceState.Running, folder["other"]);

        Update(control: new FakeServiceControl(folder["service.txt"]) { OnAction = action => Assert.Fail(action) });

        Assert.Equal("library 2.0", site.Read("Xlink.Core.dll"));
    }

    [Fact]
    public void Whichever_step_fails_the_old_version_runs_again_byte_by_byte()
    {
        var before = site.Snapshot();
        var steps = new HashSet<ChangeStep>();
        for (var number = 0; ; number++)
        {
            var count = 0;
            var failed = false;
            var progress = new Recorder<ChangeProgress>(report =>
            {
                steps.Add(report.Step);
                if (count++ == number)
                {
                    failed = true;
                    throw new IOException("injected");
                }
            });
            var error = Record.Exception(() => Update(progress: progress));
            if (!failed)
            {
                Assert.Null(error);
                break;
            }

            Assert.Contains("injected", error!.Message, StringComparison.Ordinal);
            Assert.Equal(before, site.Snapshot());
            Assert.Equal((XlinkServiceState.Running, "special"), (site.Control.Query().State, site.Control.Query().Account));
        }

        Assert.Equal("library 2.0", site.Read("Xlink.Core.dll"));
        Assert.Equal(Enum.GetValues<ChangeStep>().Except([ChangeStep.RegisterLibrary]), steps.Order());
    }

    [Theory]
    [InlineData("Stop")]
    [InlineData("Refresh")]
    [InlineData("Start")]
    public void What_the_service_manager_refuses_is_named_and_the_old_version_stays(string failing)
    {
        var before = site.Snapshot();
        var isFirst = true;
        var control = new FakeServiceControl(folder["service.txt"])
        {
            OnAction = action =>
            {
                if (action == failing && isFirst)
                {
                    isFirst = false;
                    throw XlinkException.Create("ElevationRequired", XlinkErrorCategory.PermissionDenied);
                }
            },
        };

        var error = Assert.Throws<XlinkException>(() => Update(control: control));

        Assert.Equal(("ChangeUndone", XlinkErrorCategory.PermissionDenied), (error.ErrorId, error.Category));
        Assert.Contains("administrator", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
        Assert.Equal(XlinkServiceState.Running, control.Query().State);
    }

    [Theory]
    [InlineData("#!/bin/sh\n# says: Error: The server iwfm://wfm:45054 cannot be reached.\n", "cannot be reached")]
    [InlineData("#!/bin/sh\n# says: ISPS Xlink started.\n", "says nothing")]
    [InlineData("#!/bin/sh\n", "did not start")]
    public void A_new_version_that_does_not_reach_the_server_goes_again(string program, string reason)
    {
        UpdateSite.WriteSuite(folder, ("Xlink/isps_uls", program));
        var before = site.Snapshot();

        var error = Assert.Throws<XlinkException>(() => Update(new UpdateOptions { ConnectionLimit = TimeSpan.Zero }));

        Assert.Equal("ChangeUndone", error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
    }

    [Fact]
    public void Without_waiting_for_the_server_the_service_need_only_run()
    {
        UpdateSite.WriteSuite(folder, ("Xlink/isps_uls", "#!/bin/sh\n# says: ISPS Xlink started.\n"));

        Update(new UpdateOptions { SkipConnection = true });

        Assert.Equal("library 2.0", site.Read("Xlink.Core.dll"));
    }

    [Fact]
    public void Cancelled_it_is_undone()
    {
        var before = site.Snapshot();
        using var cancellation = new CancellationTokenSource();
        var progress = new Recorder<ChangeProgress>(report =>
        {
            if (report is { Step: ChangeStep.Replace, FilesDone: 3 })
            {
                cancellation.Cancel();
            }
        });
        using var suite = site.OpenSuite();

        Assert.Throws<OperationCanceledException>(() => Updater.Update(site.Path, suite, new UpdateOptions(), site.Control, progress, cancellation.Token));

        Assert.Equal(before, site.Snapshot());
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
    }

    [Fact]
    public void A_running_import_is_not_disturbed()
    {
        var before = site.Snapshot();
        using (ImportLock.Acquire(site.Path))
        {
            var error = Assert.Throws<XlinkException>(() => Update());
            Assert.Contains("Another import", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, site.Snapshot());
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
    }

    [Fact]
    public void Of_two_updates_at_once_the_second_is_refused()
    {
        XlinkException? error = null;
        var progress = new Recorder<ChangeProgress>(report =>
        {
            if (report.Step == ChangeStep.Replace)
            {
                error ??= Assert.Throws<XlinkException>(() => Update());
            }
        });

        Update(progress: progress);

        Assert.Equal("ChangeRunning", error?.ErrorId);
        Assert.Equal("library 2.0", site.Read("Xlink.Core.dll"));
    }

    [Fact]
    public void A_service_that_does_not_start_with_the_old_version_either_is_reported_and_every_file_is_back()
    {
        var before = site.Snapshot();
        var control = new FakeServiceControl(folder["service.txt"])
        {
            OnAction = action =>
            {
                if (action == "Start")
                {
                    throw XlinkException.Create("ServiceStartFailed", XlinkErrorCategory.InvalidOperation, "exit-code", "the journal");
                }
            },
        };

        var error = Assert.Throws<XlinkException>(() => Update(control: control));

        Assert.Equal("ChangeNotUndone", error.ErrorId);
        Assert.Equal(before, site.Snapshot().Where(file => !file.StartsWith(".xlink-change/lock", StringComparison.Ordinal) && !file.StartsWith("backup/", StringComparison.Ordinal)));

        // There is nothing left to undo, so the next update may succeed.
        Assert.Equal("2.0", Update().NewVersion);
    }

    [Fact]
    public void A_damaged_suite_changes_nothing()
    {
        const string Name = "Xlink/isps_uls";
        var bytes = File.ReadAllBytes(folder["suite.zip"]);
        var nameStart = System.Text.Encoding.Latin1.GetString(bytes).IndexOf(Name, StringComparison.Ordinal);
        bytes[nameStart + Name.Length + 3] ^= 0xFF;
        File.WriteAllBytes(folder["suite.zip"], bytes);
        var before = site.Snapshot();

        Assert.ThrowsAny<XlinkException>(() => Update());

        Assert.Equal(before, site.Snapshot());
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
    }

    [Fact]
    public void A_journal_that_leads_elsewhere_is_not_followed()
    {
        folder.Write("victim.txt", "mine");
        folder.Write("Xlink/.xlink-change/old/0", "evil");
        folder.Write("Xlink/.xlink-change/journal.json", """{"serviceWasRunning":false,"isCommitted":false,"folders":[],"files":[{"path":"../victim.txt","isNew":false}]}""");

        Assert.Equal("SuiteEntryUnsafe", Assert.Throws<XlinkException>(() => Update()).ErrorId);

        Assert.Equal("mine", File.ReadAllText(folder["victim.txt"]));
    }

    [Fact]
    public void A_change_that_somebody_else_has_prepared_is_not_followed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can act for another user.");
        UnixMode.Set(site.Path, "777");
        UnixMode.Set(folder.Path, "777");
        var failure = OtherUser.Run(65534, () => folder.Write("Xlink/.xlink-change/old/0", "evil"));
        Assert.Null(failure);

        Assert.Equal("ChangeFolderForeign", Assert.Throws<XlinkException>(() => Update()).ErrorId);
    }

    [Fact]
    public void A_broken_journal_is_reported_and_nothing_is_changed()
    {
        folder.Write("Xlink/.xlink-change/journal.json", "{");
        var before = site.Snapshot();

        Assert.Equal("ChangeJournalDamaged", Assert.Throws<XlinkException>(() => Update()).ErrorId);

        Assert.Equal(before, site.Snapshot().Where(file => !file.StartsWith(".xlink-change/lock", StringComparison.Ordinal)));
    }

    private XlinkUpdate Update(UpdateOptions? options = null, IProgress<ChangeProgress>? progress = null, IServiceControl? control = null)
    {
        using var suite = site.OpenSuite();
        return Updater.Update(site.Path, suite, options ?? new UpdateOptions(), control ?? site.Control, progress, TestContext.Current.CancellationToken);
    }

    public void Dispose() => folder.Dispose();
}
