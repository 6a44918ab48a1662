using Astra.Markets;

namespace Astra.Live;

/// <summary>One day's version of one file, read to its end.</summary>
internal sealed class MasterVersion
{
    private readonly Dictionary<MasterExchange, int> _rows = [];

    private MasterVersion(MasterFolder folder, MasterDownload file, DateOnly day, List<(string, byte[])> contents) =>
        (Folder, File, Day, Contents) = (folder, file, day, contents);

    public MasterFolder Folder { get; }

    public MasterDownload File { get; }

    public DateOnly Day { get; }

    public IReadOnlyList<(string Name, byte[] Bytes)> Contents { get; }

    /// <summary>Null when it is not whole; <paramref name="problem"/> says why.</summary>
    public static MasterVersion? Read(MasterFolder folder, MasterDownload file, DateOnly day, string path, ContractSpecs specs, InstrumentLists lists, out string problem)
    {
        try
        {
            List<(string Name, byte[] Bytes)> contents = MasterUnpack.Read(file.Name, path);
            var builder = new MasterBuilder(specs, lists, day);
            foreach ((string name, byte[] bytes) in contents)
                if (builder.Read(name, bytes).Problem is { } broken)
                {
                    problem = $"the file breaks off ({broken})";
                    return null;
                }
            InstrumentMaster master = builder.Build();
            var version = new MasterVersion(folder, file, day, contents);
            for (int i = 0; i < master.Count; i++) version._rows[master[i].Exchange] = version._rows.GetValueOrDefault(master[i].Exchange) + 1;
            problem = master.Count > 0 ? "" : "none of its rows is an instrument";
            return master.Count > 0 ? version : null;
        }
        catch (Exception e) when (e is MasterFormatException or InvalidDataException or IOException)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>The exchange of which too few rows are left since <paramref name="last"/>, in words; empty when there is none.</summary>
    public string Shrunk(MasterVersion last, double leastShare)
    {
        foreach ((MasterExchange exchange, int before) in last._rows.OrderBy(p => p.Key))
        {
            int now = _rows.GetValueOrDefault(exchange);
            if (now < before * leastShare) return $"{exchange.ToString().ToUpperInvariant()} has shrunk from {before} to {now} rows";
        }
        return "";
    }
}
