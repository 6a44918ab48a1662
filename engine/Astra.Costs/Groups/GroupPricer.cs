using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>Charges rounding groups: the estimate fill by fill, the contract note of the whole, and the depository charge.</summary>
public sealed class GroupPricer(ChargeBook book, DepositoryCharges depository)
{
    /// <summary>What a group costs; when it cannot be charged, every reason that was found is added to <paramref name="problems"/>.</summary>
    public bool TryPrice(TradeGroup group, List<GroupProblem> problems, [NotNullWhen(true)] out GroupCosts? costs)
    {
        costs = null;
        int before = problems.Count;
        ChargeClass? trade = GroupClass.Of(group, problems);
        List<OrderTotal> orders = OrderTotal.Of(group.Legs);
        GroupCheck.Legs(group, orders, problems);
        if (trade is null || problems.Count > before) return false;
        if (!book.TryResolve(group.Broker, trade, group.Date, out ChargeRates rates, out string? problem)) return No(problem);
        SettlementRates? settlement = null;
        if (orders.Exists(o => o.Kind > LegKind.Sell))
        {
            if (!book.TryResolveSettlement(group.Broker, trade, group.Options.GoodsCash, group.Date, out SettlementRates found, out problem)) return No(problem);
            settlement = found;
        }
        ContractNote note = new(group.Date);
        Charges estimate = Charges.None;
        if (group.Options.CallAndTrade > 0)
        {
            if (!book.TryFindAddon(group.Broker, group.Date, out Money fee, out problem)) return No(problem);
            AddFee(new Money(fee.Micros * group.Options.CallAndTrade));
        }
        if (group.Options.Addon.Micros > 0) AddFee(group.Options.Addon);
        if (!TryAddTrades(group, trade, rates, orders, note, ref estimate, out DayTurnover delivered, out problem)) return No(problem);
        string? warning = null;
        foreach (OrderTotal act in orders.Where(o => o.Kind > LegKind.Sell)) estimate += Settle(act, settlement!.Value, group.Options, note, ref warning);
        if (group.Options.Stamp is { } stamp) note.SetStamp(stamp);
        if (!TryDepository(group, delivered, out Money charge, ref warning, out problem))
        {
            problems.Add(new GroupProblem("options", problem));
            return false;
        }
        NoteSettings settings = book.NoteRules.For(group.Broker, group.Date) with { LedgerBasis = group.Basis };
        costs = new GroupCosts(estimate, note.Strike(settings), note.Exact(settings), charge, trade.Exchange == "MCX", rates, settlement, warning);
        return true;

        bool No(string why)
        {
            bool plan = why.StartsWith(ScheduleFormatException.NameOf(ScheduleFile.BrokeragePlans), StringComparison.Ordinal);
            bool known = book.Brokers.Contains(group.Broker, StringComparer.OrdinalIgnoreCase), dated = why.Contains("starts", StringComparison.Ordinal);
            bool row = group.Options.ExchangeSegment is not null && why.Contains(" EXCH row ", StringComparison.Ordinal);
            problems.Add(new GroupProblem(row ? "options" : !plan || dated ? "trade_date" : known ? "segment" : "broker", why));
            return false;
        }

        void AddFee(Money fee)
        {
            note.AddFee(rates, fee);
            Money gst = Money.FromRupees(fee.ToDecimal() * rates.Table.GstOnBrokerage.ToDecimal());
            estimate += new Charges(fee, Money.Zero, Money.Zero, Money.Zero, Money.Zero, gst);
        }
    }

    /// <summary>Purchases and sales; <paramref name="delivered"/> is what the depository sees of them.</summary>
    private bool TryAddTrades(TradeGroup group, ChargeClass trade, in ChargeRates rates, List<OrderTotal> orders, ContractNote note,
        ref Charges estimate, out DayTurnover delivered, [NotNullWhen(false)] out string? problem)
    {
        List<OrderTotal> trades = orders.FindAll(o => o.Kind is LegKind.Buy or LegKind.Sell);
        (ChargeRates delivery, ChargeRates intraday) = (rates, rates);
        delivered = default;
        problem = null;
        bool mixed = group.Options.DeliveryOrders is not null;
        if (mixed && (!book.TryResolve(group.Broker, trade.As(intraday: false), group.Date, out delivery, out problem)
            || !book.TryResolve(group.Broker, trade.As(intraday: true), group.Date, out intraday, out problem))) return false;
        bool[] kept = mixed ? OrderTotal.Delivered(trades, group.Options.DeliveryOrders!.Value) : [];
        DayTurnover forDelivery = default, others = default;
        for (int i = 0; i < trades.Count; i++)
        {
            OrderTotal order = trades[i];
            bool buy = order.Kind == LegKind.Buy, keep = mixed && kept[i];
            ChargeRates own = mixed ? keep ? delivery : intraday : rates;
            note.AddOrder(own, order.Value);
            (keep ? ref forDelivery : ref others).Add(buy, order.Units, order.Value);
            Money filled = Money.Zero;
            foreach (TradeLeg fill in order.Fills)
            {
                estimate += own.ForFill(buy, fill.Value, filled);
                filled += fill.Value;
            }
        }
        if (mixed) note.AddMixedTurnover(delivery, forDelivery, intraday, others);
        else if (trades.Count > 0) note.AddTurnover(rates, others);
        delivered = mixed ? forDelivery : trade.Segment == "EQ_DELIVERY" ? others : default;
        return true;
    }

    private static Charges Settle(OrderTotal act, in SettlementRates rates, GroupOptions options, ContractNote note, ref string? warning)
    {
        switch (act.Kind)
        {
            case LegKind.Exercised:
                Money settlement = act.Value;
                if (options.SettlementPrice is { } price) settlement = Money.FromRupees(price * act.Units);
                else if (rates.TaxesSettlementValue) warning = "CTT of the exercise is on the settlement price, which is not given: the intrinsic value was taxed; add settlement=PRICE";
                note.AddExercise(rates, act.Value, settlement);
                return rates.ForExercise(act.Value, settlement);
            case LegKind.Assigned:
                note.AddAssignment(rates, act.Value);
                return rates.ForAssignment(act.Value);
            case LegKind.Worthless:
                note.AddWorthless(rates);
                return rates.ForWorthless();
            default:
                bool receives = act.Kind == LegKind.Received;
                note.AddDelivery(rates, receives, act.Value, options.NettedOff);
                return rates.ForDelivery(receives, act.Value, options.NettedOff);
        }
    }

    private bool TryDepository(TradeGroup group, in DayTurnover delivered, out Money charge, ref string? warning, [NotNullWhen(false)] out string? problem)
    {
        charge = Money.Zero;
        problem = null;
        string variant = group.Options.Depository;
        if (delivered.SoldQuantity == 0 || variant == "none") return true;
        if (depository.TryFind(group.Broker, variant, group.Date, out DepositoryRule? rule, out problem))
        {
            charge = rule.For(delivered);
            return true;
        }
        if (variant.Length > 0) return false;
        warning = string.Create(CultureInfo.InvariantCulture, $"no depository charge was added: {problem}");
        problem = null;
        return true;
    }
}
