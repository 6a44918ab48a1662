using Astra.Markets;

namespace Astra.Costs.Tests;

public class DepositoryTests
{
    private static DayTurnover Day(decimal bought, decimal sold) =>
        new() { BoughtQuantity = (long)bought, Bought = Money.FromRupees(bought), SoldQuantity = (long)sold, Sold = Money.FromRupees(sold) };

    [Theory]
    [InlineData("ZERODHA", "2026-06-22", "15.34")]
    [InlineData("zerodha", "2024-09-30", "15.93")]
    [InlineData("ZERODHA", "2024-10-01", "15.34")]
    [InlineData("ANGEL", "2026-06-22", "23.60")]
    [InlineData("UPSTOX", "2026-06-22", "23.60")]
    [InlineData("GROWW", "2026-06-22", "23.60")]
    [InlineData("DHAN", "2026-06-22", "14.75")]
    [InlineData("FYERS", "2026-06-22", "14.75")]
    [InlineData("SHOONYA", "2026-06-22", "10.62")]
    [InlineData("NOBODY", "2026-06-22", "0.00")]
    public void A_sale_from_the_account_costs_what_the_broker_says(string broker, string date, string expected)
    {
        Assert.Equal(expected, Books.Depository.For(broker, Books.Date(date), Day(0, 5000)).ToString());
        Assert.Equal(Money.Zero, Books.Depository.For(broker, Books.Date(date), Day(5000, 0)));
    }

    [Fact]
    public void What_was_bought_and_sold_in_one_group_is_charged_by_some_brokers_only()
    {
        DateOnly day = new(2026, 9, 22);
        Assert.Equal(Money.Zero, Books.Depository.For("ZERODHA", day, Day(5000, 5000)));
        Assert.Equal("15.34", Books.Depository.For("ZERODHA", day, Day(5000, 5001)).ToString());
        Assert.Equal("23.60", Books.Depository.For("ANGEL", day, Day(5000, 5000)).ToString());
    }

    [Fact]
    public void A_small_sale_is_free_where_the_broker_says_so()
    {
        Assert.Equal("0.00", Books.Depository.For("GROWW", new DateOnly(2026, 9, 22), Day(0, 99)).ToString());
        Assert.Equal("23.60", Books.Depository.For("GROWW", new DateOnly(2026, 9, 22), Day(0, 100)).ToString());
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.False(Books.Depository.TryFind("ZERODHA", "minor", new DateOnly(2026, 1, 1), out _, out string? problem));
        Assert.Contains("no row for ZERODHA, variant minor", problem, StringComparison.Ordinal);
        Assert.False(Books.Depository.TryFind("ZERODHA", "", new DateOnly(2020, 6, 30), out _, out problem));
        Assert.Contains("starts 2020-07-01", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ME,,x,2,0,no,2026-01-01,s,H,", "amount 'x' is not a number")]
    [InlineData("ME,,10,2,0,maybe,2026-01-01,s,H,", "unknown round_trip 'maybe'")]
    [InlineData(",,10,2,0,no,2026-01-01,s,H,", "the broker has no name")]
    [InlineData("ANGEL,,10,2,0,no,2020-07-01,s,H,", "is already on line 6")]
    public void A_bad_row_is_named_by_its_line(string row, string problem)
    {
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => DepositoryCharges.Parse(Books.DepositoryText + row));
        Assert.Equal(12, error.Line);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
