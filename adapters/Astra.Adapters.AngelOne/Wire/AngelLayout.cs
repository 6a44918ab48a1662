using System.Runtime.InteropServices;

namespace Astra.Adapters.AngelOne;

/// <summary>Where the fields of a binary packet stand. All numbers are little-endian.</summary>
internal static class AngelLayout
{
    public const int Mode = 0;
    public const int Exchange = 1;
    public const int Token = 2;
    public const int TokenLength = 25;

    public const int Sequence = 27;
    public const int ExchangeTime = 35;
    public const int LastPrice = 43;
    public const int LastQuantity = 51;
    public const int AveragePrice = 59;
    public const int Volume = 67;
    public const int TotalBuy = 75;
    public const int TotalSell = 83;
    public const int Open = 91;
    public const int High = 99;
    public const int Low = 107;
    public const int Close = 115;
    public const int LastTradeTime = 123;
    public const int OpenInterest = 131;
    public const int OpenInterestChange = 139;
    public const int BestFive = 147;
    public const int UpperCircuit = 347;
    public const int LowerCircuit = 355;
    public const int YearHigh = 363;
    public const int YearLow = 371;

    /// <summary>Both sides together.</summary>
    public const int BestFiveLevels = 10;
    public const int BestFiveLevelLength = 20;
    public const int BuyFlag = 1;
    public const int SellFlag = 0;

    public const int DepthExchangeTime = 27;
    public const int DepthPacketTime = 35;
    public const int DepthBuys = 43;
    public const int DepthSells = 243;
    /// <summary>Of one side.</summary>
    public const int DepthLevels = 20;
    public const int DepthLevelLength = 10;

    public const int LtpSize = 51;
    public const int QuoteSize = 123;
    public const int SnapQuoteSize = 379;
    public const int Depth20Size = 443;

    /// <summary>Size of a packet by its mode byte; 0 for modes that do not exist.</summary>
    public static int SizeOf(int mode) => mode switch
    {
        (int)AngelMode.Ltp => LtpSize,
        (int)AngelMode.Quote => QuoteSize,
        (int)AngelMode.SnapQuote => SnapQuoteSize,
        (int)AngelMode.Depth20 => Depth20Size,
        _ => 0,
    };

    /// <summary>One level of the best five as it lies in the packet.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public struct BestFiveLevel
    {
        public short Flag;
        public long Quantity;
        public long Price;
        public short Orders;
    }
}
