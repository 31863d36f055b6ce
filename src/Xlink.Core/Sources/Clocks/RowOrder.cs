using System;

namespace Xlink.Sources.Clocks;

/// <summary>
/// Tells from the order of a file's rows which of two moments they mean, where the clock shows a time twice. Each group has an order of its own.
/// </summary>
/// <remarks>
/// [Our reading] In a file in order of time, the times of the repeated hour begin again when its second half begins: a row of an interval that
/// is not later than the group's row before belongs to the second hour, and so do those that follow. Where the group has several rows per
/// interval or a row per call, only a step back by half of the repeated hour or more is a new beginning: calls are not always written in
/// their order. In a file that runs backwards it is the other way round. Rows in no order cannot tell, and are those of the first hour.
/// </remarks>
internal sealed class RowOrder(int groupCount, int intervalSeconds)
{
    // One row out of five may be out of place.
    private const int ClearMajority = 4;

    private readonly GroupRows[] groups = new GroupRows[groupCount];

    private enum Direction
    {
        None,
        Forward,
        Backward,
    }

    /// <summary>Begins with a file.</summary>
    internal void BeginFile() => Array.Clear(this.groups, 0, this.groups.Length);

    /// <summary>Takes the next row of a group, and tells which moment it means.</summary>
    /// <param name="group">The group, from 0.</param>
    /// <param name="dayIndex">Which day it is.</param>
    /// <param name="day">The day; the clock shows times of it twice.</param>
    /// <param name="second">Seconds after midnight by the clock.</param>
    /// <returns>Whether it means the later moment.</returns>
    internal bool IsLater(int group, int dayIndex, ClockDay day, int second)
    {
        ref var rows = ref this.groups[group];
        if (!rows.HasRows || rows.DayIndex != dayIndex)
        {
            rows = new GroupRows { HasRows = true, DayIndex = dayIndex, First = second, Previous = second, Anchor = second };
            return rows.Enter(day, second) && rows.IsLater;
        }

        var isRepeated = day.IsRepeated(second);
        rows.HasManyPerInterval |= (second - rows.First) % intervalSeconds != 0 || (!isRepeated && second == rows.Previous);
        if (!isRepeated)
        {
            rows.CountStep(second, intervalSeconds);
            rows.IsInside = false;
        }
        else if (rows.IsInside)
        {
            rows.Continue(day, second);
        }
        else
        {
            rows.Enter(day, second);
        }

        rows.Previous = second;
        return isRepeated && rows.IsLater;
    }

    /// <summary>What is known of a group's rows of one day.</summary>
    private struct GroupRows
    {
        internal bool HasRows;
        internal int DayIndex;
        internal int First;
        internal int Previous;
        internal bool HasManyPerInterval;
        internal bool IsInside;

        // Steps by an interval or more, counted from here.
        internal int Anchor;
        private int forwardSteps;
        private int backwardSteps;

        private Direction direction;
        private bool hasBegunAgain;
        private int extreme;

        internal readonly bool IsLater => this.direction switch
        {
            Direction.Forward => hasBegunAgain,
            Direction.Backward => !hasBegunAgain,
            _ => false,
        };

        internal void CountStep(int second, int intervalSeconds)
        {
            var step = second - Anchor;
            if (Math.Abs(step) >= intervalSeconds)
            {
                forwardSteps += step > 0 ? 1 : 0;
                backwardSteps += step < 0 ? 1 : 0;
                Anchor = second;
            }
        }

        /// <summary>Comes into the repeated hour, if the time is in it.</summary>
        internal bool Enter(ClockDay day, int second)
        {
            IsInside = day.IsRepeated(second);
            hasBegunAgain = false;
            extreme = second;
            this.direction = FindDirection(day);
            return IsInside;
        }

        /// <summary>Goes on in the repeated hour.</summary>
        internal void Continue(ClockDay day, int second)
        {
            // From here on time that runs backwards looks like time that runs forwards.
            var sign = this.direction == Direction.Backward ? -1 : 1;
            var half = (day.RepeatedTo - day.RepeatedFrom) / 2;
            hasBegunAgain |= HasManyPerInterval ? sign * (extreme - second) >= half : sign * (Previous - second) >= 0;
            extreme = sign * Math.Max(sign * extreme, sign * second);
        }

        private readonly Direction FindDirection(ClockDay day)
        {
            if (forwardSteps == 0 && backwardSteps == 0)
            {
                return Previous >= day.RepeatedTo ? Direction.Backward : Direction.Forward;
            }

            if (forwardSteps >= ClearMajority * backwardSteps)
            {
                return Direction.Forward;
            }

            return backwardSteps >= ClearMajority * forwardSteps ? Direction.Backward : Direction.None;
        }
    }
}
