using System.Globalization;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Vendors' instrument masters by day. Their hosts at times answer with a web page, an empty list or half a file; what is taken has been read to its end and is about as
/// large as the last one, else the last good one serves, with a warning.
/// </summary>
/// <param name="folder">Made when missing; may be shared by vendors and processes.</param>
public sealed class MasterCache(string folder, TimeProvider time, ContractSpecs specs, InstrumentLists lists)
{
    /// <summary>Of the last good one's rows, per exchange.</summary>
    private const double LeastShare = 0.8;

    /// <summary>Days after which a master that has become smaller is believed: expiries and delistings are real, and an old master is worse.</summary>
    private const int Memory = 5;

    /// <summary>Above the largest file by far.</summary>
    private const int MostBytes = 256 << 20;

    private static readonly TimeSpan DownloadTimeout = TimeSpan.FromMinutes(3);

    /// <summary>The usual place: <c>~/.cache/astra/masters</c>, or where XDG_CACHE_HOME or Windows say.</summary>
    public static string UsualFolder
    {
        get
        {
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (!string.IsNullOrEmpty(cache)) return Path.Combine(cache, "astra", "masters");
            return OperatingSystem.IsWindows()
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "astra", "masters")
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "astra", "masters");
        }
    }

    /// <summary>The day in India now: what <see cref="LoadAsync"/> wants mostly.</summary>
    public DateOnly Today => Ist.DateOf(LiveTime.Now(time));

    /// <summary>The master of a day: each file from the cache when it is of that day, else downloaded, checked and kept; the last good one when that fails.</summary>
    /// <param name="vendor">Name of the vendor's folder.</param>
    /// <param name="day">Today, IST.</param>
    /// <param name="files">All that there may be; one that cannot be had is left out with a warning as long as another was found.</param>
    /// <param name="check">
    /// What is wrong with a master that parses (instruments in use are missing), null when nothing is. A fresh one that fails is not taken while there
    /// is an older one that does not.
    /// </param>
    /// <param name="warn">Told what people should know; holds no secret.</param>
    /// <exception cref="VendorException">There is none, neither new nor old; or the folder cannot be used (final).</exception>
    public async Task<InstrumentMaster> LoadAsync(
        string vendor, DateOnly day, IReadOnlyList<MasterDownload> files, RestClient client, Func<InstrumentMaster, string?>? check,
        Action<string> warn, CancellationToken stop)
    {
        try
        {
            return await FindAllAsync(vendor, day, files, client, check, warn, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VendorException($"{vendor}: instrument masters cannot be kept in {folder} ({e.Message}); free or name another folder", e) { IsFinal = true };
        }
    }

    private async Task<InstrumentMaster> FindAllAsync(
        string vendor, DateOnly day, IReadOnlyList<MasterDownload> files, RestClient client, Func<InstrumentMaster, string?>? check,
        Action<string> warn, CancellationToken stop)
    {
        var found = new List<MasterVersion>();
        var problems = new List<string>();
        foreach (MasterDownload file in files)
        {
            (MasterVersion? version, string problem) = await FindAsync(new MasterFolder(folder, vendor, file), file, day, client, stop).ConfigureAwait(false);
            if (version is not null) found.Add(version);
            if (problem.Length == 0) continue;
            problems.Add(problem);
            warn($"{vendor}: instrument master: {problem}");
        }
        if (found.Count == 0) throw new VendorException($"{vendor}: there is no instrument master, neither new nor old: {string.Join("; ", problems)}");
        InstrumentMaster master = Build(found, day, report => warn($"{vendor}: instrument master: {report}"));
        if (check?.Invoke(master) is not { } wrong) return master;
        List<MasterVersion> older = [.. found.Select(v => Older(v, day) ?? v)];
        if (!older.SequenceEqual(found))
        {
            InstrumentMaster before = Build(older, day, _ => { });
            if (check(before) is null)
            {
                warn($"{vendor}: instrument master of {Iso(day)}: {wrong}; the one of {Iso(older.Min(v => v.Day))} is used");
                return before;
            }
        }
        warn($"{vendor}: instrument master of {Iso(day)}: {wrong}");
        return master;
    }

    /// <summary>Today's, else a new one, else the last good one; and what is to be said about it.</summary>
    private async Task<(MasterVersion? Version, string Problem)> FindAsync(
        MasterFolder kept, MasterDownload file, DateOnly day, RestClient client, CancellationToken stop)
    {
        if (!file.IsStandIn && Read(kept, file, day) is { } today) return (today, "");
        string part = kept.NewPart();
        try
        {
            string problem = await DownloadAsync(file, part, client, stop).ConfigureAwait(false);
            MasterVersion? last = kept.Days().Where(d => d <= day).Select(d => Read(kept, file, d)).FirstOrDefault(v => v is not null);
            if (problem.Length == 0)
            {
                MasterVersion? fresh = MasterVersion.Read(kept, file, day, part, specs, lists, out problem);
                bool comparable = !file.IsStandIn && last is not null && day.DayNumber - last.Day.DayNumber <= Memory;
                if (fresh is not null && comparable) problem = fresh.Shrunk(last!, LeastShare);
                if (problem.Length == 0)
                {
                    kept.Keep(part, day);
                    return (fresh, "");
                }
            }
            return last is null
                ? (null, $"{file.Name}: {problem}; it is left out")
                : (last, $"{file.Name}: {problem}; the one of {Iso(last.Day)} is used");
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>What went wrong; empty when nothing did.</summary>
    private static async Task<string> DownloadAsync(MasterDownload file, string part, RestClient client, CancellationToken stop)
    {
        try
        {
            var call = new RestCall(HttpMethod.Get, file.Address) { Idempotent = true, Timeout = DownloadTimeout, MaxBytes = MostBytes };
            RestReply reply = await client.DownloadAsync(call, part, stop).ConfigureAwait(false);
            if (reply.IsSuccess) return "";
            return reply.Status == 404 ? "the host has no such file (HTTP 404)" : $"the host answered HTTP {reply.Status.ToString(CultureInfo.InvariantCulture)}";
        }
        catch (VendorException e)
        {
            return e.Message;
        }
    }

    private MasterVersion? Read(MasterFolder kept, MasterDownload file, DateOnly day)
    {
        string path = kept.PathOf(day);
        return File.Exists(path) ? MasterVersion.Read(kept, file, day, path, specs, lists, out _) : null;
    }

    private MasterVersion? Older(MasterVersion version, DateOnly day) =>
        version.Folder.Days().Where(d => d < day && d < version.Day).Select(d => Read(version.Folder, version.File, d)).FirstOrDefault(v => v is not null);

    private InstrumentMaster Build(List<MasterVersion> versions, DateOnly day, Action<string> warn)
    {
        var builder = new MasterBuilder(specs, lists, day);
        foreach (MasterVersion version in versions)
            foreach ((string name, byte[] bytes) in version.Contents)
                if (MasterWords.OfRejects(builder.Read(name, bytes)) is { Length: > 0 } words) warn(words);
        return builder.Build();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
