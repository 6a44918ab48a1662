namespace Astra.Adapters.AngelOne;

/// <summary>Paths below the REST root.</summary>
internal static class AngelPaths
{
    private const string User = "/rest/secure/angelbroking/user/v1/";
    private const string Order = "/rest/secure/angelbroking/order/v1/";

    public const string Login = "/rest/auth/angelbroking/user/v1/loginByPassword";
    public const string Tokens = "/rest/auth/angelbroking/jwt/v1/generateTokens";
    public const string Profile = User + "getProfile";
    public const string Logout = User + "logout";
    public const string Funds = User + "getRMS";
    public const string Candles = "/rest/secure/angelbroking/historical/v1/getCandleData";
    public const string OpenInterest = "/rest/secure/angelbroking/historical/v1/getOIData";
    public const string Quote = "/rest/secure/angelbroking/market/v1/quote/";
    public const string PlaceOrder = Order + "placeOrder";
    public const string ModifyOrder = Order + "modifyOrder";
    public const string CancelOrder = Order + "cancelOrder";
    public const string OrderBook = Order + "getOrderBook";
    public const string TradeBook = Order + "getTradeBook";
    public const string Positions = Order + "getPosition";
    public const string OrderDetails = Order + "details/";
}
