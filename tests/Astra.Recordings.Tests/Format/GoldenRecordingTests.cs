using System.Runtime.CompilerServices;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

/// <summary>
/// Recordings of every format version that stay in the repository: old recordings must stay readable, and the newest must be what this build
/// writes. When the format changes on purpose, raise the version, keep the older files and their reader; <c>ASTRA_UPDATE_EXPECTED=1 ./run.sh test</c>
/// writes the file of the new one.
/// </summary>
public class GoldenRecordingTests
{
    private static string Golden(int version) => Path.Combine(AppContext.BaseDirectory, "golden", $"v{version}.rec");

    /// <summary>What version 1 knew of an instrument, and one that says all that version 2 can say.</summary>
    private static Instrument[] Instruments(int version) => version == 1
        ? Records.Instruments
        : [Records.Instruments[0] with { ClosingAuction = true, PriceBandBasisPoints = 2000, PreviousClose = Price.FromRupees(1_500.10m) },
           Records.Instruments[1],
           Records.Instruments[2] with
           {
               Underlying = "NIFTY", Strike = Price.FromRupees(25_900m), Right = OptionRight.Call, Group = ChargeGroup.BseOtherOption, Settlement = SettlementStyle.Physical,
           }];

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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_recording_of_a_version_still_reads_as_it_was_written(int version)
    {
        using RecordingReader reader = RecordingReader.Open(Golden(version));
        Assert.Equal(Instruments(version), reader.Instruments);
        Assert.Equal($"golden file, version {version}", reader.Header.Provenance);
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
            const int version = RecordingHeader.CurrentVersion;
            string path = Path.Combine(folder, "now.rec");
            using (var writer = new RecordingWriter(path, $"golden file, version {version}", Instruments(version)))
            {
                foreach (InboundRecord record in Content) writer.Write(record);
                writer.Complete();
            }
            if (Environment.GetEnvironmentVariable("ASTRA_UPDATE_EXPECTED") == "1") Keep(path, version);
            Assert.Equal(File.ReadAllBytes(Golden(version)), File.ReadAllBytes(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Keep(string path, int version, [CallerFilePath] string here = "")
    {
        File.Copy(path, Path.Combine(Path.GetDirectoryName(here)!, "Golden", $"v{version}.rec"), overwrite: true);
        File.Copy(path, Golden(version), overwrite: true);
    }
}
