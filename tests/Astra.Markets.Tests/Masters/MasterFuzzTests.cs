using System.Text;
using CsCheck;

namespace Astra.Markets.Tests;

/// <summary>Bytes that nobody meant to send: every row is accounted for, and nothing but the documented exception comes out. CsCheck prints the seed of a failure.</summary>
public class MasterFuzzTests
{
    private static readonly byte[] Shoonya = Encoding.ASCII.GetBytes("""
        Exchange,Token,LotSize,Precision,Multiplier,GNGD,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,
        NFO,1,65,,,,NIFTY,NIFTY24NOV26C25000,24-NOV-2026,OPTIDX,CE,25000,0.05,
        BFO,2,20,,,,BSXOPT,SENSEX26NOV91000PE,26-NOV-2026,OPTIDX,PE,91000,0.05,
        CDS,3,1,4,1000,,USDINR,USDINR26NOV26F,26-NOV-2026,FUTCUR,XX,-1e-07,0.0025
        MCX,4,100,,,0.1,GOLDM,GOLDM04DEC26,04-DEC-2026,FUTCOM,XX,0,1,
        NSE,5,1,,,,GOLDBEES,GOLDBEES-EQ,,EQ,,,0.01,
        BSE,6,1,,,,RELIANCE,RELIANCE,,A,,,0.05,

        """);

    private static readonly byte[] Angel = Encoding.ASCII.GetBytes("""
        [{"token":"1","symbol":"NIFTY24NOV2625000CE","name":"NIFTY","expiry":"24NOV2026","strike":"2500000.000000","lotsize":"65","instrumenttype":"OPTIDX","exch_seg":"NFO","tick_size":"5.000000","freeze_qty":"1801","is_cas_enabled":false},
        {"token":2,"symbol":"M\u0026M-EQ","name":"M\u0026M","expiry":"","strike":"-1.000000","lotsize":1,"instrumenttype":"","exch_seg":"NSE","tick_size":"10.000000","freeze_qty":"5","is_cas_enabled":true},
        {"token":"3","symbol":"USDINR26NOV88CE","name":"USDINR","expiry":"26NOV2026","strike":"880000000.000000","lotsize":"1","instrumenttype":"OPTCUR","exch_seg":"CDS","tick_size":"0.250000"}]
        """);

    private static readonly Gen<(int At, int Kind, byte Value)[]> Changes =
        Gen.Select(Gen.Int[0, 4095], Gen.Int[0, 4], Gen.OneOf(Gen.Byte, OneOf("\",\\{}[]\n\r-.0:x"u8.ToArray()))).Array[1, 8];

    [Fact]
    public void Changed_bytes_never_throw_anything_else() =>
        Gen.Select(Gen.Bool, Changes).Sample((json, changes) =>
        {
            byte[] bytes = Mutate(json ? Angel : Shoonya, changes);
            try
            {
                InstrumentMaster master = Masters.Load(bytes, new DateOnly(2026, 11, 18), out MasterFileReport report);
                Assert.Equal(report.Rows, report.Accepted + Enum.GetValues<MasterReject>().Sum(report.CountOf));
                for (int id = 0; id < master.Count; id++)
                {
                    Instrument instrument = master.ToInstrument(id, id);
                    Assert.True(instrument.TickSize > Price.Zero && instrument.LotSize > 0 && instrument.Multiplier > 0);
                    Assert.Equal(id, master.Find(master[id].Exchange, master.Token(id)));
                }
            }
            catch (MasterFormatException e)
            {
                Assert.Equal("master", e.File);
            }
        }, iter: 20_000);

    [Fact]
    public void Any_bytes_behind_a_good_start_never_throw_anything_else() =>
        Gen.Select(OneOf("[{\"token\":", "[", "Exchange,", "Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,\n", ""), Gen.Byte.Array[0, 200]).Sample((start, rest) =>
        {
            try
            {
                Masters.Load([.. Encoding.ASCII.GetBytes(start), .. rest], new DateOnly(2026, 11, 18), out _);
            }
            catch (MasterFormatException e)
            {
                Assert.Equal("master", e.File);
            }
        }, iter: 20_000);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static byte[] Mutate(byte[] original, (int At, int Kind, byte Value)[] changes)
    {
        List<byte> bytes = [.. original];
        foreach ((int at, int kind, byte value) in changes)
        {
            if (bytes.Count == 0) break;
            int place = at % bytes.Count;
            switch (kind)
            {
                case 0: bytes[place] = value; break;
                case 1: bytes.Insert(place, value); break;
                case 2: bytes.RemoveAt(place); break;
                case 3: bytes.InsertRange(place, bytes.GetRange(place, Math.Min(value, bytes.Count - place))); break;
                default: bytes.RemoveRange(place, Math.Min(value, bytes.Count - place)); break;
            }
        }
        return [.. bytes];
    }
}
