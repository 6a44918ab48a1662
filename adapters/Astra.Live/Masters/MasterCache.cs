#pragma warning disable CS9113 // Signatures first.
using Astra.Markets;

namespace Astra.Live;

/// <param name="folder">Made when missing; may be shared by vendors and processes.</param>
public sealed class MasterCache(string folder, TimeProvider time, ContractSpecs specs, InstrumentLists lists)
{
    /// <summary>The usual place: <c>~/.cache/astra/masters</c>, or where XDG_CACHE_HOME or Windows say.</summary>
    public static string UsualFolder => throw new NotSupportedException();

    /// <summary>The day in India now: what <see cref="LoadAsync"/> wants mostly.</summary>
    public DateOnly Today => Ist.DateOf(WallClock.Now(time));

    /// <summary>The master of a day: each file from the cache when it is of that day, else downloaded, checked and kept; the last good one when that fails.</summary>
    /// <param name="vendor">Name of the vendor's folder.</param>
    /// <param name="day">Today, IST.</param>
    /// <param name="files">All that there may be; one that the host has not (404) is left out with a warning as long as another was found.</param>
    /// <param name="check">What is wrong with a master that parses (instruments in use are missing), null when nothing is. A fresh one that fails is not taken while there is an older one.</param>
    /// <param name="warn">Told what people should know; holds no secret.</param>
    /// <exception cref="VendorException">There is none, neither new nor old.</exception>
    public Task<InstrumentMaster> LoadAsync(
        string vendor, DateOnly day, IReadOnlyList<MasterDownload> files, RestClient client, Func<InstrumentMaster, string?>? check, Action<string> warn, CancellationToken stop) =>
        throw new NotSupportedException();
}
