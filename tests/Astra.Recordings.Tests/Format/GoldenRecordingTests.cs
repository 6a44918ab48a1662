using Astra.Adapters.Recordings;
using Astra.Core;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

/// <summary>
/// A recording of format version 1 that stays in the repository: old recordings must stay readable. When the format changes on purpose,
/// raise the version, keep this file and its reader, and add a golden file of the new version beside it.
/// </summary>
public class GoldenRecordingTests
{
    private static string Golden => Path.Combine(AppContext.BaseDirectory, "golden", "v1.rec");

    private static readonly InboundRecord[] Content =
    [
        Records.Touch(At(9, 15), 0, 1518.90m, 100, 1_500_000),
        Records.Touch(At(9, 15) + 250_000_000, 0, 1519.00m, 125, 1_700_000),
        Records.Trade(At(9, 15, 1), 1, 88.6225m, 10, -1),
        Records.Depth(At(9, 15, 2) + 1, 0, 1519.00m),
        Records.Touch(At(9, 15, 3), 1, 88.6250m, 7),
        Records.Bar(At(9, 15), 2, 25_900.05m, 25_910.15m, 25_890m, 25_905.333m, 0),
        Records.Bar(At(9, 16), 2, 25_905.30m, 25_906m, 25_901m, 25_902m, 4_711),
    ];

    [Fact]
    public void A_recording_of_version_1_still_reads_as_it_was_written()
    {
        using RecordingReader reader = RecordingReader.Open(Golden);
        Assert.Equal(Records.Instruments, reader.Instruments);
        Assert.Equal("golden file, version 1", reader.Header.Provenance);
        var read = new List<byte[]>();
        InboundRecord record = default;
        while (reader.TryRead(ref record)) read.Add(record.Canonical.ToArray());
        Assert.Equal(Content.Select(r => r.Canonical.ToArray()), read);
    }

    [Fact]
    public void The_writer_still_gives_the_same_bytes()
    {
        string folder = Directory.CreateTempSubdirectory("astra-golden-").FullName;
        try
        {
            string path = Path.Combine(folder, "v1.rec");
            using (var writer = new RecordingWriter(path, "golden file, version 1", Records.Instruments))
            {
                foreach (InboundRecord record in Content) writer.Write(record);
                writer.Complete();
            }
            Assert.Equal(File.ReadAllBytes(Golden), File.ReadAllBytes(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
