using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Credentials;
using Xlink.Suite.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Hosting;

public sealed class ServerProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData("--data")]
    [InlineData("--port", "1")]
    [InlineData("--data", "x", "--port", "65536")]
    [InlineData("--data", "x", "--port", "-1")]
    [InlineData("--data", "x", "--port", "abc")]
    [InlineData("--data", "x", "--address", "localhost")]
    [InlineData("--data", "x", "--token-lifetime", "-1:00:00")]
    [InlineData("--data", "x", "--token-lifetime", "8")]
    [InlineData("--data", "x", "--max-upload", "0")]
    [InlineData("--data", "x", "--unknown")]
    [InlineData("--data", "x", "stray")]
    public async Task A_wrong_command_line_is_told_in_one_line(params string[] arguments)
    {
        using var program = ServerProgram.Start(arguments.Select(argument => argument == "x" ? folder.Combine("x") : argument));

        var (exitCode, output, errors) = await program.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(folder.Combine("x")));
    }

    [Theory]
    [InlineData("--data", "")]
    [InlineData("--data", " ")]
    [InlineData("--data", "x", "--database", "")]
    [InlineData("--data", "x", "--configuration", "")]
    [InlineData("--data", "x", "--certificate", "")]
    [InlineData("--data", "x", "--restore", "")]
    public async Task A_path_that_is_empty_is_a_wrong_command_line(params string[] arguments)
    {
        using var program = ServerProgram.Start([.. arguments.Select(argument => argument == "x" ? folder.Combine("x") : argument)]);

        var (exitCode, output, errors) = await program.EndAsync();

        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Equal(arguments[^2] + " needs a path. See --help.", errors.TrimEnd());
        Assert.False(Directory.Exists(folder.Combine("x")));
    }

    [Fact]
    public async Task A_start_that_fails_is_told_in_one_line()
    {
        var data = folder.Write("data", "in the way");
        using var program = ServerProgram.Start("--data", data, "--port", "0");

        var (exitCode, output, errors) = await program.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Contains(data, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--certificate", "does not exist")]
    [InlineData("--database", "connection string")]
    public async Task A_file_that_is_not_there_is_named_with_what_it_is_for(string option, string said)
    {
        var path = folder.Combine("nowhere.file");
        using var program = ServerProgram.Start("--data", folder.Combine("data"), "--port", "0", option, path);

        var (exitCode, _, errors) = await program.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith(path + ": ", errors, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_and_version_are_given()
    {
        using var help = ServerProgram.Start("--help");
        using var version = ServerProgram.Start("--version");

        var (helpCode, helpText, _) = await help.EndAsync();
        var (versionCode, versionText, _) = await version.EndAsync();

        Assert.Equal((0, 0), (helpCode, versionCode));
        foreach (var option in new[] { "--data", "--port", "--address", "--time-zone", "--certificate", "--admin-password-file", "--reset-admin-password-file" })
        {
            Assert.Contains(option, helpText, StringComparison.Ordinal);
        }

        Assert.Matches("ModuleVersion\\s*= '" + Regex.Escape(versionText.Trim()) + "'", Repository.ReadText("XlinkPS.psd1"));
    }

    [Fact]
    public async Task It_ends_gracefully_when_asked_and_takes_its_announcement_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var program = ServerProgram.Start("--data", folder.Combine("data"), "--port", "0");
        await program.ReadUrlAsync();
        Assert.True(File.Exists(folder.Combine("data/server.json")));

        using var kill = Process.Start("kill", ["-TERM", program.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        var (exitCode, output, _) = await program.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("'admin'", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("data/server.json")));
    }

    [Fact]
    public async Task It_goes_on_when_nobody_reads_its_output_any_more()
    {
        using var program = ServerProgram.Start("--data", folder.Combine("data"), "--port", "0", "--admin-password-file", folder.Write("password", "pass word"));
        var url = ServerUrl.Parse(await program.ReadUrlAsync());
        program.Process.StandardOutput.Close();

        for (var i = 0; i < 3; i++)
        {
            using var client = await WfmServerClient.LoginAsync(url, "admin", Secret.From("pass word"), options: null, Cancellation);
            await client.LogoutAsync(Cancellation);
        }

        Assert.False(program.Process.HasExited);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_disk_that_is_full_stands_in_the_log()
    {
        using var small = SmallVolume.TryMount(folder.Combine("small"), kilobytes: 4096);
        Assert.SkipWhen(small is null, SmallVolume.SkipReason);
        using var program = ServerProgram.Start("--data", small.Path, "--port", "0", "--admin-password-file", folder.Write("password", "pass word"));
        using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(await program.ReadUrlAsync()), "admin", Secret.From("pass word"), options: null, Cancellation);
        small.Fill();

        var error = await Assert.ThrowsAsync<XlinkException>(async () =>
        {
            // What has been written before may have left a little room.
            for (var i = 0; i < 100; i++)
            {
                await client.CreateQueueAsync(new() { Name = "queue " + i.ToString(CultureInfo.InvariantCulture), ValueTypes = ["Calls"] }, Cancellation);
            }
        });

        Assert.Contains("StorageFull", error.Message, StringComparison.Ordinal);
        var line = await program.Process.StandardOutput.ReadLineAsync(Cancellation);
        while (line?.Contains(" Error ", StringComparison.Ordinal) == false)
        {
            line = await program.Process.StandardOutput.ReadLineAsync(Cancellation);
        }

        Assert.Contains("The disk of the server is full", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_administrator_password_is_set_anew_while_the_server_rests()
    {
        var data = folder.Combine("data");
        using (var program = ServerProgram.Start("--data", data, "--port", "0", "--admin-password-file", folder.Write("password", "the old one")))
        {
            var url = ServerUrl.Parse(await program.ReadUrlAsync());
            for (var i = 0; i < 5; i++)
            {
                await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.LoginAsync(url, "admin", Secret.From("wrong"), options: null, Cancellation));
            }

            using var early = ServerProgram.Start("--data", data, "--reset-admin-password-file", folder.Write("new", "the new one\n"));
            Assert.Equal(1, (await early.EndAsync()).ExitCode);
        }

        using var tooShort = ServerProgram.Start("--data", data, "--reset-admin-password-file", folder.Write("short", "seven c"));
        Assert.Equal(1, (await tooShort.EndAsync()).ExitCode);
        using var reset = ServerProgram.Start("--data", data, "--reset-admin-password-file", folder.Combine("new"));
        Assert.Equal(0, (await reset.EndAsync()).ExitCode);

        using var again = ServerProgram.Start("--data", data, "--port", "0");
        using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(await again.ReadUrlAsync()), "admin", Secret.From("the new one"), options: null, Cancellation);
        Assert.True(client.User.IsAdmin);
    }

    [Fact]
    public async Task A_password_cannot_be_set_anew_where_no_server_ever_ran()
    {
        using var reset = ServerProgram.Start("--data", folder.Combine("data"), "--reset-admin-password-file", folder.Write("new", "the new one"));

        Assert.Equal(1, (await reset.EndAsync()).ExitCode);
        Assert.False(Directory.Exists(folder.Combine("data")));
    }

    [Fact]
    public async Task What_was_confirmed_survives_a_kill_and_an_upload_in_flight_is_there_wholly_or_not_at_all()
    {
        var day = new LocalDate(2024, 1, 1);
        string[] queues = [.. Enumerable.Range(0, 40).Select(number => "queue " + number.ToString(CultureInfo.InvariantCulture))];
        await KillAsync(
            async client => await Site.CreateAsync(client, queues),
            async client =>
            {
                var site = new Site(client, await client.GetQueuesAsync(Cancellation));
                return new(
                    number => site.UploadAsync([.. Enumerable.Range(0, site.Queues.Count).Select(queue => site.Vector(queue, day, 96, number))]),
                    async () => (await Task.WhenAll(Enumerable.Range(0, site.Queues.Count).Select(queue => site.ValuesAsync(queue, day)))).SelectMany(values => values));
            });
    }

    [Fact]
    public async Task So_do_uploads_that_come_to_the_disk_together()
    {
        const int Uploaders = 8;
        string[] queues = [.. Enumerable.Range(0, 10).Select(number => "queue " + number.ToString(CultureInfo.InvariantCulture))];
        var password = folder.Write("password", "pass word");
        var confirmed = new int[Uploaders];
        for (var round = 0; round < 3; round++)
        {
            using var program = ServerProgram.Start("--data", folder.Combine("data"), "--port", "0", "--time-zone", "UTC", "--admin-password-file", password);
            using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(await program.ReadUrlAsync()), "admin", Secret.From("pass word"), options: null, Cancellation);
            var site = round == 0 ? await Site.CreateAsync(client, queues) : new Site(client, await client.GetQueuesAsync(Cancellation));

            // Each has a day of its own.
            var uploads = Enumerable.Range(0, Uploaders).Select(index => new LocalDate(2024, 1, 1).PlusDays(index)).Select(day => new NumberedUploads(
                number => site.UploadAsync([.. Enumerable.Range(0, queues.Length).Select(queue => site.Vector(queue, day, 96, number))]),
                async () => (await Task.WhenAll(Enumerable.Range(0, queues.Length).Select(queue => site.ValuesAsync(queue, day)))).SelectMany(values => values))).ToList();
            for (var i = 0; round > 0 && i < Uploaders; i++)
            {
                var stored = Assert.Single((await uploads[i].ReadAsync()).Distinct());
                Assert.InRange(stored, confirmed[i], confirmed[i] + 1);
                confirmed[i] = stored;
            }

            var running = uploads.Select((upload, index) => upload.RunAsync(confirmed[index])).ToList();
            await Task.WhenAll(uploads.Select((upload, index) => upload.WaitForAsync(confirmed[index] + 3)));
            program.Process.Kill();
            await Task.WhenAll(running);
            confirmed = [.. uploads.Select(upload => upload.Confirmed)];
        }
    }

    [Fact]
    public async Task So_do_reported_import_runs_though_their_answer_does_not_wait_for_the_disk()
    {
        var password = folder.Write("password", "pass word");
        var reported = new List<Guid>();
        for (var round = 0; round < 3; round++)
        {
            using var program = ServerProgram.Start("--data", folder.Combine("data"), "--port", "0", "--time-zone", "UTC", "--admin-password-file", password);
            using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(await program.ReadUrlAsync()), "admin", Secret.From("pass word"), options: null, Cancellation);
            Assert.Equal(reported, (await client.GetImportRunsAsync(null, null, 100, Cancellation)).Select(run => run.RunId).Reverse());
            for (var i = 0; i < 5; i++)
            {
                reported.Add((await client.ReportImportRunAsync(Site.Run(), Cancellation)).RunId);
            }

            program.Process.Kill();
            await program.Process.WaitForExitAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Agent_data_survive_a_kill_just_so_and_a_day_is_never_left_empty()
    {
        var day = new LocalDate(2024, 1, 1);
        var midnight = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        const int Agents = 100;
        await KillAsync(
            async client => await AgentSite.CreateAsync(client, Agents),
            async client =>
            {
                var site = new AgentSite(client, await client.GetEmployeesAsync(Cancellation));
                return new(
                    number => site.UploadAsync(day, [.. Enumerable.Range(1, Agents).Select(agent => new AgentActivity
                    {
                        AgentId = AgentSite.Agent(agent),
                        ActivityId = "Work",
                        Start = midnight.AddSeconds(number),
                        End = midnight.AddHours(23),
                    })]),
                    async () =>
                    {
                        var stored = await site.ReadAsync(day);
                        Assert.Equal(Agents, stored.Count);
                        return stored.Select(status => (int)(status.Start - midnight).TotalSeconds);
                    });
            });
    }

    /// <summary>Kills a server again and again while it stores uploads that overwrite each other, and looks what it has afterwards.</summary>
    private async Task KillAsync(Func<WfmServerClient, Task> prepare, Func<WfmServerClient, Task<NumberedUploads>> begin)
    {
        var password = folder.Write("password", "pass word");
        var confirmed = 0;
        for (var round = 0; round < 4; round++)
        {
            using var program = ServerProgram.Start("--data", folder.Combine("data"), "--port", "0", "--time-zone", "UTC", "--admin-password-file", password);
            using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(await program.ReadUrlAsync()), "admin", Secret.From("pass word"), options: null, Cancellation);
            if (round == 0)
            {
                await prepare(client);
            }

            var uploads = await begin(client);
            if (round > 0)
            {
                // The last confirmed upload, or the next one whose confirmation was lost; never a mixture.
                var stored = Assert.Single((await uploads.ReadAsync()).Distinct());
                Assert.InRange(stored, confirmed, confirmed + 1);
                confirmed = stored;
            }

            var running = uploads.RunAsync(confirmed);
            await uploads.WaitForAsync(confirmed + 3);
            program.Process.Kill();
            await running;
            confirmed = uploads.Confirmed;
        }
    }

    /// <summary>Uploads one after the other, each of which overwrites everything with its number.</summary>
    private sealed class NumberedUploads(Func<int, Task> upload, Func<Task<IEnumerable<int>>> read)
    {
        private volatile bool hasFailed;
        private int confirmed;

        internal int Confirmed => Volatile.Read(ref confirmed);

        /// <summary>Every number that is stored.</summary>
        internal Task<IEnumerable<int>> ReadAsync() => read();

        /// <summary>Uploads until the server is gone.</summary>
        internal async Task RunAsync(int last)
        {
            Volatile.Write(ref confirmed, last);
            try
            {
                while (true)
                {
                    await upload(Confirmed + 1);
                    Volatile.Write(ref confirmed, Confirmed + 1);
                }
            }
            catch (XlinkException exception)
            {
                Assert.Equal("ServerNotReachable", exception.ErrorId);
                hasFailed = true;
            }
        }

        internal async Task WaitForAsync(int number)
        {
            while (Confirmed < number)
            {
                Assert.False(hasFailed, "The server is gone before it was killed.");
                await Task.Delay(1, Cancellation);
            }
        }
    }
}
